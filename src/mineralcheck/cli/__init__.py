"""Typer commands: parse options, call one use case, map the result to an exit code."""
