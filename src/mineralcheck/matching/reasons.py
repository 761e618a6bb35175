"""The sentences that explain a match. Data, in one place, so that they can be reviewed and translated."""

from enum import StrEnum


class Reason(StrEnum):
    """Templates of the sentences; the names in braces are filled in."""

    ID = "The id is listed as {name}."
    ID_NOT_CID = "{id} is not an id of RMI's."
    UNKNOWN_ID = "No list has the id {id}."
    ID_UNDER_OTHER_MINERAL = "The id {id} is listed under {minerals} only."
    EXACT = "The name is listed exactly so."
    FOLDED = "The name is listed but for case, accents, spaces or punctuation."
    STRIPPED = "The name is listed but for the legal form of the company."
    LEDGER = "Accepted by {who} on {when}: {why}"
    RETIRED = "It is retired: {sentence}."
    AMBIGUOUS = "The name stands for {count} smelters of this mineral; an id is needed."
    SUGGESTED = "Not listed so; nearest is {name} ({why})."
    OTHER_MINERAL = "The name is listed under {minerals} only."
    UNLISTED = "The row says that the smelter is not listed."
    UNIDENTIFIED = "The row says that the smelter is not identified."
    NOT_A_SMELTER = "No smelter, says {who} on {when}: {why}"
    NONE = "The name is not listed."
    NO_NAME = "The row names no smelter."
    NO_LIST = "No reference list has smelters of this mineral."
