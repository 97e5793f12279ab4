# Raw memory for the other scripts of this folder: this one goes before each of them.
import gc
import stdc

U8, U16, U32, U64 = stdc.UChar, stdc.UShort, stdc.UInt, stdc.ULongLong


def peek(address):
    return U64.read(address, 0)


def poke(address, value):
    U64.write(address, 0, value)


# ---- Where objects are ----
#
# id() counts from the beginning of the VM's memory; stdc tells the address of one object.

_known = U64()
REGION = stdc.addressof(_known) - 8 - id(_known)


def address_of(value):
    return REGION + id(value)


# ---- Where the machine code is ----
#
# A builtin in a list is a value whose second word is the address of its C function.

_functions = [id]
_value = peek(address_of(_functions) + 8)  # the list's items
CAPSULE_CODE = peek(_value + 8)


def image(address):
    # The beginning of the ELF file that is mapped there.
    page = address // 4096 * 4096
    while U32.read(page, 0) != 0x464c457f:
        page -= 4096
    return page


class Library:
    def __init__(self, base):
        self.base = base
        self.dynamic = {}
        headers = base + peek(base + 32)
        for i in range(U16.read(base + 56, 0)):
            header = headers + 56 * i
            if U32.read(header, 0) == 2:
                entry = base + peek(header + 16)
                while peek(entry) != 0:
                    self.dynamic[peek(entry)] = peek(entry + 8)
                    entry += 16

    def at(self, tag):
        address = self.dynamic[tag]
        return address if address > self.base else self.base + address

    def taken(self):
        # What the dynamic linker has put into the table of functions.
        rest = self.dynamic[2] // 24
        entry = self.at(23)
        found = []
        for i in range(rest):
            found.append(peek(self.base + peek(entry + 24 * i)))
        return found

    def given(self, name):
        # The address of what it exports by that name, or 0.
        table, symbols, strings = self.at(0x6ffffef5), self.at(6), self.at(5)
        hashed = 5381
        for letter in name:
            hashed = hashed * 33 + ord(letter) & 0xffffffff
        count, first, bloom = U32.read(table, 0), U32.read(table, 1), U32.read(table, 2)
        buckets = table + 16 + 8 * bloom
        chains = buckets + 4 * count
        index = U32.read(buckets, hashed % count)
        while index != 0:
            one = U32.read(chains, index - first)
            symbol = symbols + 24 * index
            if one | 1 == hashed | 1 and stdc.read_cstr(strings + U32.read(symbol, 0)) == name:
                return self.base + peek(symbol + 8)
            if one & 1:
                break
            index += 1
        return 0


def c_library():
    # Among the functions that the capsule takes from elsewhere are some of the C library's.
    capsule = image(CAPSULE_CODE)
    seen = [capsule]
    for address in Library(capsule).taken():
        base = image(address)
        if base not in seen:
            seen.append(base)
            found = Library(base)
            if found.given('setcontext') != 0:
                return found
    raise LookupError('no C library')


# ---- Having a function called ----
#
# What PocketPy frees is handed to the destructor of its type, whose address is in a table: for
# each type where its facts are, and its destructor.

def _destructor_of(kind, previous):
    facts, before = address_of(kind) + 40, address_of(previous) + 40
    at = address_of(type)  # one of the first objects that there were
    while peek(at) != facts or peek(at - 16) != before:
        at += 8
    return at + 8


class Call:
    # Calls functions of the C library, by the garbage collector.
    def __init__(self):
        self.destructor = _destructor_of(U8, stdc.Char)

    def with_memory(self, function, size, write):
        # function(p), where write(p) has filled so many bytes
        argument = U8.array(size)
        write(stdc.addressof(argument))
        gc.collect()
        poke(self.destructor, function)
        argument = None
        gc.collect()
        poke(self.destructor, 0)

    def with_text(self, function, text):
        # function(text)
        self.with_memory(function, len(text) + 1, lambda p: stdc.write_cstr(p, text))

    def with_numbers(self, function, *arguments):
        # function(...) with up to six numbers (x86-64).  getcontext() tells where such a call
        # comes from, and setcontext() then enters the function as if it were called from there.
        library = c_library()
        places = []
        self.with_memory(library.given('getcontext'), 1024, places.append)
        saved = stdc.malloc(1024)
        stdc.memcpy(saved, places[0], 1024)

        def write(p):
            stdc.memcpy(p, saved, 1024)
            offsets = [104, 112, 136, 152, 40, 48]  # of rdi, rsi, rdx, rcx, r8, r9
            for i in range(len(arguments)):
                poke(p + offsets[i], arguments[i])
            poke(p + 224, p + 424)  # the state of the floating point unit
            poke(p + 160, peek(p + 160) - 8)  # rsp: at the address to return to
            poke(p + 168, function)  # rip

        self.with_memory(library.given('setcontext'), 1024, write)
        stdc.free(saved)
