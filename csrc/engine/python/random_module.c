/* random_module.c -- the module _random of dialect "python": the part of CPython's random.py that
 * CPython has in C.
 *
 * A generator that nobody seeds gets its seed from the kernel.  In a deterministic run it gets it
 * from another generator, which the VM has for that: the host seeds it (run/task.c).
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/module_table.h"
#include "python/arithmetic.h"
#include "python/big_integers.h"
#include "python/entropy.h"
#include "python/install.h"
#include "python/twister.h"

#include <string.h>

static twister *of(py_Ref self) { return py_touserdata(self); }

/* The generator that seeds others. */
static twister *source_of_seeds(void)
{
    const py_Ref module = module_listed("_random");
    const py_Ref source = module == NULL ? NULL : py_getdict(module, py_name("_source"));
    return source == NULL || source->type != pkhost_here->types.generator ? NULL : of(source);
}

static void seed_by_source(twister *t)
{
    enum { KEY = 16 };
    uint32_t key[KEY];
    if (entropy_take(key, sizeof key)) {
        twister_seed(t, key, KEY);
        return;
    }
    twister *const source = source_of_seeds();
    if (source == NULL || source == t) {
        twister_seed_by_clock(t);
        return;
    }
    for (int i = 0; i < KEY; i++)
        key[i] = twister_word(source);
    twister_seed(t, key, KEY);
}

static bool seed_with(twister *t, py_Ref seed)
{
    integer number;
    if (seed == NULL || py_isnone(seed)) {
        seed_by_source(t);
        return true;
    }
    if (integer_is(seed)) {
        integer_read(seed, &number);
    } else {
        int64_t hash;
        if (!py_hash(seed, &hash))
            return false;
        /* Its bits are a number without a sign. */
        number = (integer){ .size = 2, .small = { (limb)hash, (limb)((uint64_t)hash >> 32) } };
        number.limbs = number.small;
        number.size = limbs_trim(number.small, 2);
    }
    static const uint32_t zero;
    if (number.size == 0)
        twister_seed(t, &zero, 1);
    else
        twister_seed(t, number.limbs, number.size);
    return true;
}

static bool random_new(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("Random() takes at most 1 argument (%d given)", argc - 1);
    twister *const t = py_newobject(py_retval(), py_totype(argv), -1, sizeof *t);
    memset(t, 0, sizeof *t);
    t->at = TWISTER_UNSEEDED;
    py_StackRef made = py_pushtmp();
    *made = *py_retval();
    if (!seed_with(t, argc == 2 ? &argv[1] : NULL))
        return false;
    *py_retval() = *py_peek(-1);
    py_pop();
    return true;
}

/* What it was made with, __new__() has taken. */
static bool random_init(int argc, py_Ref argv)
{
    (void)argc;
    (void)argv;
    py_newnone(py_retval());
    return true;
}

static bool random_seed(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("seed expected at most 1 argument, got %d", argc - 1);
    if (!seed_with(of(argv), argc == 2 ? &argv[1] : NULL))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool random_random(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("Random.random() takes no arguments (%d given)", argc - 1);
    py_newfloat(py_retval(), twister_float(of(argv)));
    return true;
}

static bool random_getrandbits(int argc, py_Ref argv)
{
    int64_t bits;
    integer number;
    if (argc != 2)
        return TypeError("Random.getrandbits() takes exactly one argument (%d given)", argc - 1);
    if (!integer_is(&argv[1]))
        return TypeError("'%t' object cannot be interpreted as an integer", argv[1].type);
    integer_read(&argv[1], &number);
    if (!integer_as_int64(&number, &bits) || bits > INT32_MAX)
        return overflow_error("Python int too large to convert to C int");
    if (bits < 0)
        return ValueError("number of bits must be non-negative");
    if (bits <= 32)
        return integer_give_u64(py_retval(), false,
                                bits == 0 ? 0 : twister_word(of(argv)) >> (32 - bits));
    const size_t size = (size_t)(bits + 31) / 32;
    limb *const limbs = pkhost_libc_malloc(size * sizeof *limbs);
    for (size_t i = 0; i < size; i++, bits -= 32) {
        limbs[i] = twister_word(of(argv));
        if (bits < 32)
            limbs[i] >>= 32 - bits;
    }
    const bool ok = integer_give(py_retval(), false, limbs, size);
    pkhost_libc_free(limbs);
    return ok;
}

static bool random_getstate(int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("Random.getstate() takes no arguments (%d given)", argc - 1);
    const twister *const t = of(argv);
    py_TValue *const items = py_newtuple(py_retval(), TWISTER_WORDS + 1);
    for (int i = 0; i < TWISTER_WORDS; i++)
        py_newint(&items[i], t->words[i]);
    py_newint(&items[TWISTER_WORDS], t->at);
    return true;
}

static bool random_setstate(int argc, py_Ref argv)
{
    twister fresh;
    if (argc != 2)
        return TypeError("Random.setstate() takes exactly one argument (%d given)", argc - 1);
    if (argv[1].type != tp_tuple)
        return TypeError("state vector must be a tuple");
    if (py_tuple_len(&argv[1]) != TWISTER_WORDS + 1)
        return ValueError("state vector is the wrong size");
    for (int i = 0; i <= TWISTER_WORDS; i++) {
        const py_Ref item = py_tuple_getitem(&argv[1], i);
        if (item->type != tp_int)
            return TypeError("an integer is required");
        const int64_t value = item->_i64;
        if (i < TWISTER_WORDS && (value < 0 || value > UINT32_MAX))
            return ValueError("invalid state");
        if (i == TWISTER_WORDS && (value < 0 || value > TWISTER_WORDS))
            return ValueError("invalid state");
        if (i < TWISTER_WORDS)
            fresh.words[i] = (uint32_t)value;
        else
            fresh.at = (int)value;
    }
    *of(argv) = fresh;
    py_newnone(py_retval());
    return true;
}

bool random_module_install(void)
{
    static const struct {
        const char *name;
        py_CFunction function;
    } methods[] = {
        { "__new__", random_new },
        { "__init__", random_init },
        { "seed", random_seed },
        { "random", random_random },
        { "getrandbits", random_getrandbits },
        { "getstate", random_getstate },
        { "setstate", random_setstate },
    };
    const py_GlobalRef module = py_newmodule("_random");
    const py_Type type = py_newtype("Random", tp_object, module, NULL);
    pkhost_here->types.generator = type;
    for (size_t i = 0; i < COUNT(methods); i++)
        py_bindmethod(type, methods[i].name, methods[i].function);
    py_setdict(module, py_name("Random"), py_tpobject(type));
    twister *const source = py_newobject(py_retval(), type, -1, sizeof *source);
    memset(source, 0, sizeof *source);
    source->at = TWISTER_UNSEEDED;
    py_setdict(module, py_name("_source"), py_retval());
    return true;
}
