"""Paths of the plain routes, known without what answers them, which is large."""

EMBED = "/embed"
PRESENT, DECK = "/present", "/deck"
DECK_PICTURE = "/present/deck.svg"
PICTURES = ("/picture.png", "/picture.svg", "/preview.png")
# Where the words of a file are read that a reader has checked.
WORDS = "/proof/words"
SEARCH = "/search.json"
# What makes files, pictures and slides, or searches; what is below `FOLDERS` besides.
MAKING = frozenset({PRESENT, DECK, DECK_PICTURE, EMBED, WORDS, SEARCH, *PICTURES})
FOLDERS = ("/data", "/present")


def makes(path: str) -> bool:
    """Tell whether what is at a path is made by what is loaded when it is asked for.

    Examples
    --------
    >>> makes("/data/units.csv"), makes("/embed"), makes("/data/"), makes("/data")
    (True, True, False, False)
    """
    folder, _, name = path.rpartition("/")
    return path in MAKING or (folder in FOLDERS and name != "")
