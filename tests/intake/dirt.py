"""The tables with the dirt that real ones have: what their tests share."""


def without(path, wrong):
    """The file without its wrong rows; `wrong`: told per row, the heading is row 1."""
    lines = path.read_bytes().split(b"\r\n")
    return b"\r\n".join(line for number, line in enumerate(lines, start=1) if number not in wrong)


def told(planned):
    """What is said of each wrong row, per cell."""
    return {line.number: {fault.cell: fault.sentence for fault in line.faults} for line in planned.wrong}
