"""Registers, predicates and memory of one thread of a GPU, and the operands of instructions as nvdisasm prints them.

A value that is not known is None; what is computed from it is not known either."""

import math
import re
import struct

MASK = 0xFFFFFFFF


def known(function, *values):
    """function(values), or None if a value is not known."""
    return None if None in values else function(*values)


def to_bits(number):
    """The word of a number in single precision."""

    def word(x):
        try:
            return struct.unpack("<I", struct.pack("<f", x))[0]
        except OverflowError:
            return to_bits(math.copysign(math.inf, x))

    return known(word, number)


def from_bits(word):
    return known(lambda w: struct.unpack("<f", struct.pack("<I", w))[0], word)


def signed(value, bits=32):
    return value - (1 << bits) if value >> (bits - 1) else value


def following(name, step):
    """The name of the register or constant `step` words after one; zero follows zero."""
    if found := re.match(r"(U?R)(\d+)$", name):
        return f"{found[1]}{int(found[2]) + step}"
    if found := re.match(r"(c\[0x0\]\[.*?)(0x[0-9a-f]+)\]$", name):
        return f"{found[1]}{hex(int(found[2], 16) + 4 * step)}]"
    return "RZ"


class Thread:
    """constants: words of bank 0 by their offset; global_word: function of an address that gives the word there;
    special: values of special registers such as SR_TID.X, 0 where not named."""

    def __init__(self, constants, global_word, special):
        self.constants, self.global_word, self.special = constants, global_word, special
        self.registers, self.predicates = {}, {}
        self.memory = {}  # words that the thread wrote, by space and address
        self.answer = None  # of the block to the latest question of a barrier
        self.doubtful = False  # whether the present instruction may be off: what it writes is then not known

    def word(self, name):
        """A word without sign or suffix: register, constant or number."""
        if name in ("RZ", "URZ", "SRZ"):
            return 0
        if re.match(r"U?R\d", name):
            return self.registers.get(name)
        if found := re.match(r"c\[0x0\]\[(?:(U?R\w+)\+?)?(-?0x[0-9a-f]+)?\]$", name):
            return known(lambda base: self.constants.get(base + int(found[2] or "0", 16)), self.word(found[1] or "RZ"))
        return int(name, 16) & MASK if re.match(r"-?0x[0-9a-f]+$", name) else None

    def integer(self, operand):
        """A word. -x is ~x + 1, up to 2^32, so that a sum of operands carries as the adder does."""
        operand = operand if operand.startswith("c[") else re.sub(r"\.\w+", "", operand)
        if operand[0] == "~" or (operand[0] == "-" and not operand[1:].startswith("0x")):
            return known(lambda x: (x ^ MASK) + (operand[0] == "-"), self.integer(operand[1:]))
        if operand[0] == "|":
            return known(lambda x: abs(signed(x)), self.word(operand.strip("|")))
        return self.word(operand)

    def pair(self, operand):
        """Two words: a register and the next one."""
        bare = operand.lstrip("-")
        bare = bare if bare.startswith("c[") else bare.split(".")[0]
        sign = -1 if operand[0] == "-" else 1
        return known(lambda low, high: sign * (low | high << 32), self.word(bare), self.word(following(bare, 1)))

    def real(self, operand):
        """A number in single precision."""
        operand = operand.replace(".reuse", "")
        if re.match(r"[-+]?(INF|QNAN|[\d.]+(e[-+]?\d+)?)$", operand):
            return float(operand.replace("QNAN", "nan"))
        value = from_bits(self.word(operand.lstrip("-").strip("|")))
        sign = -1 if operand[0] == "-" else 1
        return known(lambda x: sign * (abs(x) if "|" in operand else x), value)

    def predicate(self, operand):
        name = operand.lstrip("!")
        value = True if name in ("PT", "UPT") else self.predicates.get(name)
        return known(lambda x: x != operand.startswith("!"), value)

    def address(self, operand):
        """Address of a memory operand such as desc[UR4][R2.64+0x8]."""
        inner = re.findall(r"\[([^\]]*)\]", operand)[-1]
        total = 0
        for term in inner.replace("+-", "-").replace("-0x", "+-0x").strip("+").split("+"):
            if re.match(r"-?0x", term):
                value = int(term, 16)
            else:
                value = self.pair(term) if ".64" in term else self.integer(term)
            total = known(lambda a, b: a + b, total, value)
        return total

    def put(self, name, value, words=1):
        value = None if self.doubtful else value
        for k in range(words if name not in ("RZ", "URZ") else 0):
            self.registers[following(name, k)] = known(lambda x: x >> (32 * k) & MASK, value)

    def put_predicate(self, name, value):
        if name not in ("PT", "UPT"):
            self.predicates[name] = None if self.doubtful else value
