"""The way of one thread through the text of a kernel, as nvdisasm prints it."""

import re

from sass_counts.instructions import execute
from sass_counts.thread import known

LINE = re.compile(r"^\s*/\*([0-9a-f]{4,})\*/\s+(?:@(!?U?P\w+)\s+)?([A-Z][\w.]*)\s*(.*?)\s*;")
LABEL = re.compile(r"^(\.L_x_\d+|\$?\w[\w$]*):")


class Lost(Exception):
    """The path of the thread cannot be followed."""


def parse(text):
    """Instructions [(address, guard, opcode, operands)] of one kernel, and label -> index of an instruction."""
    code, labels = [], {}
    for line in text.splitlines():
        if found := LINE.match(line.replace("][RZ]", "][0x0]")):
            operands = [part.strip() for part in found[4].split(",")] if found[4] else []
            code.append((int(found[1], 16), found[2] or "PT", found[3], operands))
        elif found := LABEL.match(line):
            labels[found[1]] = len(code)
    return code, labels


def count_instructions(thread, text, limit=1000000):
    """Number of instructions that a thread passes from the first one to its exit, also those whose guard is false."""
    code, labels = parse(text)
    index_at = {line[0]: index for index, line in enumerate(code)}
    at = 0
    for count in range(1, limit + 1):
        address, guard, opcode, operands = code[at]
        where = f"{address:04x}: {opcode} {', '.join(operands)}"
        family, *modifiers = opcode.split(".")
        taken = thread.predicate(guard)
        at += 1
        if family not in ("BRA", "EXIT", "CALL", "RET") or opcode == "BRA.DIV":  # a warp of one thread does not diverge
            try:
                execute(thread, family, modifiers, operands, taken)
            except (ValueError, IndexError, TypeError, StopIteration) as problem:
                raise Lost(f"{where}: {problem}") from problem
            continue
        for condition in operands[:-1]:  # a branch may have a second condition
            taken = known(lambda a, b: a and b, taken, thread.predicate(condition))
        if taken is None:
            raise Lost(f"{where} depends on an unknown value")
        if taken and family == "EXIT":
            return count
        if taken:
            place = re.search(r"\((\S+?)\)", operands[-1])[1]
            at = index_at.get(thread.word(operands[0].split()[0])) if family == "RET" else labels.get(place)
            if at is None:
                raise Lost(f"{where} leads to an unknown place")
    raise Lost(f"the thread does not end within {limit} instructions")
