"""What the instructions of sm_80 and sm_90 do to a Thread, as far as branches need it.

Integers, predicates and numbers in single precision are computed; other opcodes make their destination unknown. The
thread is alone: it does not wait at barriers, and votes and shuffles give it its own value."""

import itertools
import math
import re
import struct

from sass_counts.thread import MASK, following, known, signed, to_bits

COMPARE = {
    "LT": lambda a, b: a < b,
    "LE": lambda a, b: a <= b,
    "GT": lambda a, b: a > b,
    "GE": lambda a, b: a >= b,
    "EQ": lambda a, b: a == b,
    "NE": lambda a, b: a != b,
}
COMBINE = {"AND": lambda p, q: p and q, "OR": lambda p, q: p or q, "XOR": lambda p, q: p != q}
FUNCTIONS = {
    "RCP": lambda x: 1 / x if x else math.inf,
    "RSQ": lambda x: math.inf if x == 0 else 1 / math.sqrt(x) if x > 0 else math.nan,
    "SQRT": lambda x: math.sqrt(x) if x >= 0 else math.nan,
}
ROUND = {"FLOOR": math.floor, "CEIL": math.ceil, "TRUNC": math.trunc}
MEANING = {}  # opcode without modifiers -> function of thread, opcode, modifiers, operands


def does(*opcodes):
    def register(function):
        MEANING.update(dict.fromkeys(opcodes, function))
        return function

    return register


def execute(t, opcode, modifiers, operands, taken):
    """Carries out one instruction whose guard is `taken`; None: it may or may not, so that its results are unknown."""
    if taken is False:
        return
    t.doubtful = taken is None
    if opcode not in MEANING and opcode[0] == "U":  # the form for a whole warp, as UIADD3
        opcode = opcode[1:]
    MEANING.get(opcode, unknown)(t, opcode, modifiers, operands)


def is_predicate(operand):
    return bool(re.match(r"!?U?P(T|\d)$", operand))


def parts(operands):
    """Destination, predicates that are written, sources, predicates that are read."""
    at, end = 1, len(operands)
    while at < end and is_predicate(operands[at]):
        at += 1
    while end > at and is_predicate(operands[end - 1]):
        end -= 1
    return operands[0], operands[1:at], operands[at:end], operands[end:]


def words(modifiers):
    return 4 if "128" in modifiers else 2 if "64" in modifiers else 1


def certain(function, *values):
    """function(values) if all that the unknown values may be give the same result. values: (value, what it may be)."""
    outcomes = {function(*v) for v in itertools.product(*[may if value is None else [value] for value, may in values])}
    return outcomes.pop() if len(outcomes) == 1 else None


def carry(t, modifiers, read):
    return known(lambda *p: sum(p), *[t.predicate(p) for p in read]) if "X" in modifiers else 0


def put_sum(t, target, written, total, bits=32):
    """Writes a sum and its carries."""
    t.put(target, total, bits // 32)
    for k, name in enumerate(written):
        t.put_predicate(name, known(lambda x: x >> bits > k, total))


@does("IADD3", "VIADD")
def add(t, opcode, modifiers, operands):
    target, written, sources, read = parts(operands)
    total = known(lambda *v: sum(v), *[t.integer(s) for s in sources], carry(t, modifiers, read))
    put_sum(t, target, written, total)


@does("IMAD")
def multiply(t, opcode, modifiers, operands):
    target, written, (a, b, c), read = parts(operands)
    x, y = t.integer(a), t.integer(b)
    if "WIDE" in modifiers or "HI" in modifiers:
        factor = (lambda v: v & MASK) if "U32" in modifiers else (lambda v: signed(v & MASK))
        product = known(lambda x, y: factor(x) * factor(y) & (1 << 64) - 1, x, y)
        total = known(lambda p, z, w: p + z + w, product, t.pair(c), carry(t, modifiers, read))
        if "WIDE" in modifiers:
            return put_sum(t, target, written, total, 64)
        put_sum(t, "RZ", written, total, 64)
        return t.put(target, known(lambda v: v >> 32, total))
    product = 0 if 0 in (x, y) else known(lambda x, y: x * y, x, y)
    put_sum(t, target, written, known(lambda p, z, w: p + z + w, product, t.integer(c), carry(t, modifiers, read)))


@does("ISETP")
def compare_integers(t, opcode, modifiers, operands):
    first, second, a, b, *read = operands
    order = (lambda v: v & MASK) if "U32" in modifiers else (lambda v: signed(v & MASK))
    x, y = known(order, t.integer(a)), known(order, t.integer(b))
    # The upper words of two pairs: the last predicate is the comparison of the lower words.
    lower = t.predicate(read.pop()) if "EX" in modifiers else None
    result = lower if "EX" in modifiers and x is not None and x == y else known(COMPARE[modifiers[0]], x, y)
    put_comparison(t, modifiers, first, second, result, t.predicate(read[0]))


@does("FSETP")
def compare_reals(t, opcode, modifiers, operands):
    first, second, a, b, other = operands
    kind = modifiers[0]

    def test(x, y):
        if kind in ("NUM", "NAN"):
            return math.isnan(x + y) == (kind == "NAN")
        if math.isnan(x) or math.isnan(y):
            return kind.endswith("U")
        return COMPARE[kind.removesuffix("U")](x, y)

    put_comparison(t, modifiers, first, second, known(test, t.real(a), t.real(b)), t.predicate(other))


def put_comparison(t, modifiers, first, second, result, other):
    combine = next(COMBINE[m] for m in modifiers if m in COMBINE)
    either = [False, True]
    t.put_predicate(first, certain(combine, (result, either), (other, either)))
    t.put_predicate(second, certain(lambda p, q: combine(not p, q), (result, either), (other, either)))


@does("LOP3")
def combine_words(t, opcode, modifiers, operands):
    written = operands[:1] if is_predicate(operands[0]) else []
    target, a, b, c, table = operands[len(written) : len(written) + 5]

    def result(*values):
        bits = 0
        for index in range(8):
            if int(table, 16) >> index & 1:
                chosen = [v if index >> (2 - k) & 1 else v ^ MASK for k, v in enumerate(values)]
                bits |= chosen[0] & chosen[1] & chosen[2]
        return bits

    value = certain(result, *[(known(lambda v: v & MASK, t.integer(o)), [0, MASK]) for o in (a, b, c)])
    t.put(target, value)
    for name in written:
        t.put_predicate(name, known(lambda v: v != 0, value))


@does("P2R")
def pack_predicates(t, opcode, modifiers, operands):
    """P2R R, PR, other, mask: the predicates of the mask as bits, and the other bits of a word."""
    target, _, other, mask = operands
    bits = [n for n in range(7) if int(mask, 16) >> n & 1]
    chosen = known(lambda *p: sum(v << n for v, n in zip(p, bits)), *[t.predicate(f"P{n}") for n in bits])
    t.put(target, known(lambda c, o: c | o & ~int(mask, 16) & MASK, chosen, t.integer(other)))


@does("R2P")
def unpack_predicates(t, opcode, modifiers, operands):
    """R2P PR, R, mask: the inverse."""
    value = t.integer(operands[1])
    for n in range(7):
        if int(operands[2], 16) >> n & 1:
            t.put_predicate(f"P{n}", known(lambda v: bool(v >> n & 1), value))


@does("PLOP3")
def combine_predicates(t, opcode, modifiers, operands):
    inputs = [(t.predicate(p), [False, True]) for p in operands[2:5]]
    for name, table in zip(operands[:2], operands[5:]):
        t.put_predicate(name, certain(lambda x, y, z: bool(int(table, 16) >> (4 * x + 2 * y + z) & 1), *inputs))


@does("SHF")
def shift(t, opcode, modifiers, operands):
    target, low, by, high = operands
    is_signed = any(m in ("S32", "S64") for m in modifiers)

    def result(low, by, high):
        pair = (high & MASK) << 32 | low & MASK
        pair = pair << by if "L" in modifiers else (signed(pair, 64) if is_signed else pair) >> by
        return pair >> (32 if "HI" in modifiers else 0)

    t.put(target, known(result, t.integer(low), t.integer(by), t.integer(high)))


@does("LEA")
def shift_and_add(t, opcode, modifiers, operands):
    target, written, (a, b, *high, by), read = parts(operands)
    low, n = known(lambda v: v & MASK, t.integer(a)), t.integer(by)
    if "SX32" in modifiers:
        shifted = known(lambda v: signed(v) << n >> 32 & MASK, low)
    elif "HI" in modifiers:
        shifted = known(
            lambda v, h: ((h & MASK) << 32 | v) << n >> 32 & MASK, low, t.integer(high[0] if high else "RZ")
        )
    else:
        shifted = known(lambda v: v << n & MASK, low)
    put_sum(t, target, written, known(lambda *v: sum(v), shifted, t.integer(b), carry(t, modifiers, read)))


@does("SEL", "FSEL")
def choose(t, opcode, modifiers, operands):
    target, *sources, chooser = operands
    values = [to_bits(t.real(s)) if opcode == "FSEL" else t.integer(s) for s in sources]
    t.put(target, known(lambda first: values[0 if first else 1], t.predicate(chooser)))


@does("VIMNMX", "IMNMX", "FMNMX")
def least(t, opcode, modifiers, operands):
    target, a, b, is_minimum = operands
    pick = known(lambda p: min if p else max, t.predicate(is_minimum))
    if opcode == "FMNMX":
        return t.put(target, to_bits(known(lambda f, x, y: f(x, y), pick, t.real(a), t.real(b))))
    order = (lambda v: v & MASK) if "U32" in modifiers else (lambda v: signed(v & MASK))
    t.put(target, known(lambda f, x, y: f(x, y, key=order), pick, t.integer(a), t.integer(b)))


@does("VIADDMNMX")
def add_and_least(t, opcode, modifiers, operands):
    target, a, b, *rest = operands
    add(t, opcode, [], [target, a, b])
    least(t, opcode, modifiers, [target, target, *rest])


@does("MOV", "R2UR", "S2R", "S2UR", "CS2R")
def move(t, opcode, modifiers, operands):
    source = operands[-1]
    value = t.special.get(source, 0) if source.startswith("SR_") else t.integer(source)
    t.put(operands[0], value, 2 if opcode == "CS2R" and "32" not in modifiers else 1)


@does("HFMA2")
def load_constant(t, opcode, modifiers, operands):
    """HFMA2.MMA R, -RZ, RZ, upper, lower: a constant as two numbers of half precision."""
    target, a, b, *halves = operands
    is_constant = "RZ" in (a, b) and len(halves) == 2
    bits = [struct.unpack("<H", struct.pack("<e", float(h)))[0] for h in halves] if is_constant else []
    t.put(target, bits[0] << 16 | bits[1] if bits else None)


@does("LDC", "ULDC")
def read_constants(t, opcode, modifiers, operands):
    for k in range(words(modifiers)):
        t.put(following(operands[0], k), t.integer(following(operands[1], k)))


@does("LDG", "LD", "LDS", "LDL")
def load(t, opcode, modifiers, operands):
    target, source = next(o for o in operands if not is_predicate(o)), operands[-1]
    is_global = opcode in ("LDG", "LD")
    for k in range(words(modifiers)):
        place = known(lambda a: a + 4 * k, t.address(source))
        value = t.memory.get((opcode[2:], place))
        t.put(following(target, k), known(t.global_word, place) if is_global and value is None else value)


@does("STG", "ST", "STS", "STL")
def store(t, opcode, modifiers, operands):
    at = t.address(operands[0])
    for k in range(words(modifiers) if at is not None else 0):
        t.memory[opcode[2:], at + 4 * k] = None if t.doubtful else t.integer(following(operands[1], k))


@does("FADD", "FMUL", "FFMA")
def calculate(t, opcode, modifiers, operands):
    target, *sources = operands
    function = {"FADD": lambda a, b: a + b, "FMUL": lambda a, b: a * b, "FFMA": lambda a, b, c: a * b + c}[opcode]
    t.put(target, to_bits(known(function, *[t.real(s) for s in sources])))


@does("MUFU")
def evaluate(t, opcode, modifiers, operands):
    function = FUNCTIONS.get(modifiers[0])
    t.put(operands[0], to_bits(known(function, t.real(operands[1]))) if function else None)


@does("I2F", "I2FP")
def to_real(t, opcode, modifiers, operands):
    target, source = operands
    if "F64" in modifiers or "F16" in modifiers:
        return unknown(t, opcode, modifiers, operands)
    kind = next((m for m in modifiers if re.match(r"[US]\d+$", m)), "S32")
    bits = int(kind[1:])
    value = known(lambda v: v & (1 << bits) - 1, t.pair(source) if bits == 64 else t.integer(source))
    t.put(target, to_bits(known(lambda v: float(signed(v, bits) if kind[0] == "S" else v), value)))


@does("F2I")
def to_integer(t, opcode, modifiers, operands):
    if "F64" in modifiers:
        return unknown(t, opcode, modifiers, operands)
    kind = next((m for m in modifiers if re.match(r"[US]\d+$", m)), "S32")
    bits = 64 if kind.endswith("64") else 32
    low, high = (0, (1 << bits) - 1) if kind[0] == "U" else (-1 << bits - 1, (1 << bits - 1) - 1)
    rounded = next((ROUND[m] for m in modifiers if m in ROUND), round)
    value = known(lambda v: min(max(rounded(v), low), high) if math.isfinite(v) else None, t.real(operands[1]))
    t.put(operands[0], value, bits // 32)


@does("FCHK")
def check_quotient(t, opcode, modifiers, operands):
    """Whether a quotient needs the slow way: not for the numbers that images consist of."""
    t.put_predicate(operands[0], False)


@does("SHFL")
def shuffle(t, opcode, modifiers, operands):
    t.put_predicate(operands[0], True)
    t.put(operands[1], t.integer(operands[2]))


@does("IABS")
def absolute(t, opcode, modifiers, operands):
    t.put(operands[0], known(lambda v: abs(signed(v & MASK)), t.integer(operands[1])))


@does("VOTE", "VOTEU")
def vote(t, opcode, modifiers, operands):
    value = t.predicate(operands[-1])
    for operand in operands[:-1]:
        if is_predicate(operand):
            t.put_predicate(operand, value)
        else:
            t.put(operand, known(lambda p: int(p) << t.special.get("SR_LANEID", 0), value))


@does("BAR")
def barrier(t, opcode, modifiers, operands):
    """BAR.RED asks all threads of a block, which answer alike; B2R.RESULT gives the answer."""
    if "RED" in modifiers:
        t.answer = t.predicate(operands[-1])


@does("B2R")
def result_of_barrier(t, opcode, modifiers, operands):
    unknown(t, opcode, modifiers, operands)
    if "RESULT" in modifiers:
        t.put_predicate(operands[-1], t.answer)


@does("POPC", "FLO")
def count_bits(t, opcode, modifiers, operands):
    function = (lambda v: bin(v & MASK).count("1")) if opcode == "POPC" else (lambda v: (v & MASK).bit_length() - 1)
    t.put(operands[0], known(function, t.integer(operands[-1])))


@does("RED", "REDG", "BSSY", "BSYNC", "BRA", "NOP", "WARPSYNC", "MEMBAR")
def nothing(t, opcode, modifiers, operands):
    pass


def unknown(t, opcode, modifiers, operands):
    """Makes the predicates and the register that an instruction may write unknown; two words of it, to be safe."""
    for operand in operands[:3]:
        if is_predicate(operand):
            t.put_predicate(operand, None)
        elif re.match(r"U?R\d+", operand):
            return t.put(operand.split(".")[0], None, 2)
