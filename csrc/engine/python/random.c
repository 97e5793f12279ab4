/* random.c -- the module random.
 *
 * PocketPy takes 32 bits of a seed, draws from a range by a remainder (which
 * prefers small numbers), and overflows for wide ranges.  These draw from the same
 * generator (a Mersenne twister) in CPython's way: a seed gives the numbers that
 * it gives there.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/text_places.h"
#include "interpose/natives.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "python/twister.h"
#include "stop/zone.h"

#include <string.h>

/* `bits` from 1 to 64. */
static uint64_t draw_bits(twister *g, int bits)
{
    if (bits <= 32)
        return twister_word(g) >> (32 - bits);
    const uint64_t low = twister_word(g);
    return (uint64_t)(twister_word(g) >> (64 - bits)) << 32 | low;
}

/* Of 0 to `most`, each as likely as the others. */
static uint64_t draw_up_to(twister *g, uint64_t most)
{
    const uint64_t count = most + 1; /* 0: all of 64 bits */
    uint64_t drawn;

    if (count == 0) {
        /* CPython draws 65 bits then, and again while the highest is set. */
        uint64_t low;
        do {
            low = draw_bits(g, 64);
        } while (twister_word(g) >> 31 != 0);
        return low;
    }
    const int bits = 64 - __builtin_clzll(count);
    do {
        drawn = draw_bits(g, bits);
    } while (drawn >= count);
    return drawn;
}

/* ------------------------------------------------------------------ the methods */

static bool random_new(int argc, py_Ref argv)
{
    (void)argc;
    twister *g = py_newobject(py_retval(), py_totype(argv), 0, sizeof *g);
    memset(g->words, 0, sizeof g->words);
    g->at = TWISTER_UNSEEDED;
    return true;
}

static bool seed_with(py_Ref self, int argc, py_Ref argv)
{
    twister *g = py_touserdata(self);

    if (argc > 1)
        return TypeError("seed() takes at most 1 argument (%d given)", argc);
    if (argc == 0 || argv[0].type == tp_NoneType) {
        twister_seed_by_clock(g);
    } else if (argv[0].type == tp_int || argv[0].type == tp_bool) {
        const int64_t number = argv[0].type == tp_int ? argv[0]._i64 : argv[0]._bool;
        const uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
        twister_seed(g, (uint32_t[]){ (uint32_t)size, (uint32_t)(size >> 32) },
                     size >> 32 != 0 ? 2 : 1);
    } else {
        return TypeError("a seed is an int or None, not '%t'", argv[0].type);
    }
    py_newnone(py_retval());
    return true;
}

static bool random_init(int argc, py_Ref argv)
{
    py_newnone(py_retval());
    return argc == 1 || seed_with(&argv[0], argc - 1, &argv[1]);
}

static bool random_seed(int argc, py_Ref argv) { return seed_with(&argv[0], argc - 1, &argv[1]); }

static bool random_random(int argc, py_Ref argv)
{
    if (!argument_count("random", argc - 1, 0, 0))
        return false;
    py_newfloat(py_retval(), twister_float(py_touserdata(argv)));
    return true;
}

static bool random_uniform(int argc, py_Ref argv)
{
    double a, b;

    if (!argument_count("uniform", argc - 1, 2, 2))
        return false;
    if (!number_as_float(&argv[1], &a) || !number_as_float(&argv[2], &b))
        return false;
    py_newfloat(py_retval(), a + (b - a) * twister_float(py_touserdata(argv)));
    return true;
}

static bool random_getrandbits(int argc, py_Ref argv)
{
    enum { MOST = 63 };

    if (!argument_count("getrandbits", argc - 1, 1, 1))
        return false;
    if (!argument_is_int(&argv[1]))
        return false;
    const int64_t bits = argv[1]._i64;
    if (bits < 0)
        return ValueError("number of bits must be non-negative");
    if (bits > MOST)
        return overflow_error("getrandbits(): the result may be beyond the 64 bits of an int");
    py_newint(py_retval(), bits == 0 ? 0 : (int64_t)draw_bits(py_touserdata(argv), (int)bits));
    return true;
}

static bool random_randint(int argc, py_Ref argv)
{
    if (!argument_count("randint", argc - 1, 2, 2))
        return false;
    for (int i = 1; i < 3; i++)
        if (!argument_is_int(&argv[i]))
            return false;
    const int64_t a = argv[1]._i64, b = argv[2]._i64;
    if (a > b)
        return ValueError("empty range in randint(%i, %i)", a, b);
    const uint64_t drawn = draw_up_to(py_touserdata(argv), (uint64_t)b - (uint64_t)a);
    py_newint(py_retval(), (int64_t)((uint64_t)a + drawn));
    return true;
}

static bool random_randrange(int argc, py_Ref argv)
{
    int64_t start = 0, stop, step = 1;

    if (!argument_count("randrange", argc - 1, 1, 3))
        return false;
    for (int i = 1; i < argc; i++)
        if (!argument_is_int(&argv[i]))
            return false;
    stop = argv[1]._i64;
    if (argc > 2) {
        start = stop;
        stop = argv[2]._i64;
    }
    if (argc > 3)
        step = argv[3]._i64;
    if (step == 0)
        return ValueError("zero step for randrange()");
    if (step > 0 ? start >= stop : start <= stop)
        return ValueError("empty range in randrange(%i, %i, %i)", start, stop, step);
    const uint64_t wide =
        step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    const uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    const uint64_t drawn = draw_up_to(py_touserdata(argv), (wide - 1) / stride);
    py_newint(py_retval(), (int64_t)((uint64_t)start + drawn * (uint64_t)step));
    return true;
}

static bool random_shuffle(int argc, py_Ref argv)
{
    if (!argument_count("shuffle", argc - 1, 1, 1))
        return false;
    if (!py_isinstance(&argv[1], tp_list))
        return TypeError("shuffle() takes a list, not '%t'", argv[1].type);
    twister *g = py_touserdata(argv);
    for (int i = py_list_len(&argv[1]) - 1; i > 0; i--)
        py_list_swap(&argv[1], i, (int)draw_up_to(g, (uint64_t)i));
    py_newnone(py_retval());
    return true;
}

static bool random_choice(int argc, py_Ref argv)
{
    py_TValue *items;

    if (!argument_count("choice", argc - 1, 1, 1))
        return false;
    twister *g = py_touserdata(argv);
    if (argv[1].type == tp_str) {
        const c11_sv text = py_tosv(&argv[1]);
        if (text.size == 0)
            return IndexError("Cannot choose from an empty sequence");
        const uint64_t drawn = draw_up_to(g, (uint64_t)places_length(text) - 1);
        const char *const at = text.data + places_offset(text, (int64_t)drawn);
        py_newstrv(py_retval(), (c11_sv){ at, characters_width(at, text.data + text.size) });
        return true;
    }
    const int length = sequence_items(&argv[1], &items);
    if (length < 0)
        return TypeError("choice() takes a list, tuple or str, not '%t'", argv[1].type);
    if (length == 0)
        return IndexError("Cannot choose from an empty sequence");
    *py_retval() = items[draw_up_to(g, (uint64_t)length - 1)];
    return true;
}

/* *total: the sum of the weights, which must be a number that can be drawn from. */
static bool add_weights(const py_TValue *weights, int count, double *total)
{
    *total = 0.0;
    for (int i = 0; i < count; i++) {
        double weight;
        if (!number_as_float((py_Ref)&weights[i], &weight))
            return false;
        *total += weight;
    }
    if (count > 0 && !(*total > 0.0))
        return ValueError("Total of weights must be greater than zero");
    if (count > 0 && *total > 1.7976931348623157e308)
        return ValueError("Total of weights must be finite");
    return true;
}

/* In the region: each weight with all before it. */
static double *sums_of(const py_TValue *weights, int count)
{
    double *const sums = pkhost_libc_malloc((size_t)count * sizeof *sums);
    double sum = 0.0;
    for (int i = 0; i < count; i++) {
        double weight = 0.0;
        number_as_float((py_Ref)&weights[i], &weight);
        sums[i] = sum += weight;
    }
    return sums;
}

/* The first whose sum is beyond `wanted`; the last, if none is. */
static int find_sum(const double *sums, int count, double wanted)
{
    int at = 0, high = count - 1;
    while (at < high) {
        const int middle = (at + high) / 2;
        if (wanted < sums[middle])
            high = middle;
        else
            at = middle + 1;
    }
    return at;
}

/* choices(self, population, weights, k).  No code of the script's runs in
 * between, so the views stay what they are. */
static bool random_choices(int argc, py_Ref argv)
{
    enum { SELF, POPULATION, WEIGHTS, K };
    py_TValue *items, *weights = NULL;
    double total = 0.0;

    (void)argc;
    twister *g = py_touserdata(&argv[SELF]);
    const int length = sequence_items(&argv[POPULATION], &items);
    if (length < 0)
        return TypeError("choices() takes a list or tuple, not '%t'", argv[POPULATION].type);
    if (!argument_is_int(&argv[K]))
        return false;
    const int64_t count = argv[K]._i64 < 0 ? 0 : argv[K]._i64;
    if (count > INT32_MAX / (int64_t)sizeof(py_TValue))
        stop_abandon(pkhost_here, STOP_MEMORY); /* more than any VM has */
    if (argv[WEIGHTS].type != tp_NoneType) {
        const int weight_count = sequence_items(&argv[WEIGHTS], &weights);
        if (weight_count < 0)
            return TypeError("the weights are a list or tuple, not '%t'", argv[WEIGHTS].type);
        if (weight_count != length)
            return ValueError("The number of weights does not match the population");
        if (!add_weights(weights, length, &total))
            return false;
    }
    if (length == 0 && count > 0)
        return IndexError("list index out of range");
    py_newlistn(py_retval(), (int)count);
    py_TValue *chosen = py_list_data(py_retval());
    double *const sums = weights != NULL ? sums_of(weights, length) : NULL;
    for (int i = 0; i < count; i++)
        chosen[i] = items[sums == NULL ? (int)(twister_float(g) * (double)length)
                                       : find_sum(sums, length, twister_float(g) * total)];
    pkhost_libc_free(sums);
    return true;
}

bool random_install(void)
{
    static const native methods[] = {
        { "__new__", random_new },
        { "__init__", random_init },
        { "seed", random_seed },
        { "random", random_random },
        { "uniform", random_uniform },
        { "randint", random_randint },
        { "shuffle", random_shuffle },
        { "choice", random_choice },
        { "choices(self, population, weights=None, k=1)", random_choices },
        { "getrandbits", random_getrandbits },
        { "randrange", random_randrange },
    };
    const py_GlobalRef module = py_getmodule("random");
    const py_Type type = py_gettype("random", py_name("Random"));

    if (type == 0 || !natives_replace(py_tpobject(type), methods, COUNT(methods))
        || !py_tpcall(type, 0, NULL))
        return false;
    /* The functions of the module are methods of one generator. */
    py_push(py_retval());
    for (size_t i = 2; i < COUNT(methods); i++) {
        const char *const signature = methods[i].name;
        const py_Name name = py_namev((c11_sv){ signature, (int)strcspn(signature, "(") });
        if (!py_getattr(py_peek(-1), name))
            return false;
        py_setdict(module, name, py_retval());
    }
    py_pop();
    return true;
}
