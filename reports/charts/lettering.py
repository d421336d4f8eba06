"""How much room words take on a drawing, estimated without a font: always a little more than they need."""

# Average advance of Public Sans (and of the system faces that stand in for it), in parts of the type size.
# Measured on the archive's own labels; wide words come to at most 0.58.
ADVANCE = 0.58


def width_of(text: str, *, size: float = 12) -> float:
    """The width of one line in drawing units."""
    return len(text) * size * ADVANCE


def wrapped(text: str, *, width: float, size: float = 12) -> tuple[str, ...]:
    """Words in lines no wider than `width`; a word that is wider is alone on its line."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}", size=size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)
