"""Disclosure packs: the tables that a public report or an authority asks for; no conclusion is drawn."""
