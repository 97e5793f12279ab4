/* int_methods.c -- the methods of int and bool, as CPython has them: dialect "python".
 *
 * Those of int serve bool and big ints too, whose base it is. */
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "python/arithmetic.h"
#include "python/byte_values.h"
#include "python/number_operators.h"

#include <string.h>

/* --------------------------------------------------------------------------- operators */

/* Methods of int do not take floats. */
static bool operate_integer(py_Name name, bool reflected, int argc, py_Ref argv)
{
    if (argc == 2 && argv[1].type == tp_float) {
        py_newnotimplemented(py_retval());
        return true;
    }
    return number_operate(name, reflected, argc, argv);
}

#define OPERATOR(name)                                           \
    static bool on_int_##name(int argc, py_Ref argv)             \
    {                                                            \
        return operate_integer(__##name##__, false, argc, argv); \
    }
#define REFLECTED(name)                                         \
    static bool on_int_r##name(int argc, py_Ref argv)           \
    {                                                           \
        return operate_integer(__##name##__, true, argc, argv); \
    }
NUMBER_ARITHMETIC(OPERATOR)
NUMBER_COMPARISONS(OPERATOR)
OPERATOR(and)
OPERATOR(or)
OPERATOR(xor)
OPERATOR(lshift)
OPERATOR(rshift)
NUMBER_ARITHMETIC(REFLECTED)
REFLECTED(and)
REFLECTED(or)
REFLECTED(xor)
REFLECTED(lshift)
REFLECTED(rshift)
REFLECTED(pow)

/* pow(a, b, modulus) calls it with three. */
static bool int_pow(int argc, py_Ref argv)
{
    if (argc != 3 || argv[2].type == tp_NoneType)
        return operate_integer(__pow__, false, argc == 3 ? 2 : argc, argv);
    integer base, exponent, modulus;
    if (!integer_is(&argv[1]) || !integer_is(&argv[2])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    integer_read(&argv[0], &base);
    integer_read(&argv[1], &exponent);
    integer_read(&argv[2], &modulus);
    return integer_power_modulo(&base, &exponent, &modulus, py_retval());
}

/* ------------------------------------------------------------------------- int, one operand */

static bool read_self(int argc, py_Ref argv, integer *out)
{
    if (!arguments_expected(argc - 1, 0))
        return false;
    integer_read(&argv[0], out);
    return true;
}

static bool int_itself(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && integer_index(&argv[0], py_retval());
}

static bool int_neg(int argc, py_Ref argv)
{
    integer i;
    return read_self(argc, argv, &i)
           && integer_give(py_retval(), !i.negative && i.size > 0, i.limbs, i.size);
}

static bool int_abs(int argc, py_Ref argv)
{
    integer i;
    return read_self(argc, argv, &i) && integer_give(py_retval(), false, i.limbs, i.size);
}

static bool int_invert(int argc, py_Ref argv)
{
    integer i, minus_one;
    if (!read_self(argc, argv, &i))
        return false;
    integer_of_int64(-1, &minus_one);
    return integer_operate(INTEGER_XOR, &i, &minus_one, py_retval());
}

static bool int_bool(int argc, py_Ref argv)
{
    integer i;
    if (!read_self(argc, argv, &i))
        return false;
    py_newbool(py_retval(), i.size > 0);
    return true;
}

static bool int_hash(int argc, py_Ref argv)
{
    integer i;
    if (!read_self(argc, argv, &i))
        return false;
    py_newint(py_retval(), integer_hash(&i));
    return true;
}

static bool int_float(int argc, py_Ref argv)
{
    return arguments_expected(argc - 1, 0) && float_of_object(&argv[0], py_retval());
}

static bool int_repr(int argc, py_Ref argv)
{
    integer i;
    size_t size;
    if (!read_self(argc, argv, &i))
        return false;
    if (argv[0].type == tp_bool) {
        py_newstr(py_retval(), argv[0]._bool ? "True" : "False");
        return true;
    }
    if (argv[0].type == tp_int) {
        char text[INT_TEXT];
        py_newstrv(py_retval(), (c11_sv){ text, int_write(text, argv[0]._i64) });
        return true;
    }
    char *const text = integer_digits(&i, 10, &size);
    if (text == NULL)
        return false;
    py_newstrv(py_retval(), (c11_sv){ text, (int)size });
    pkhost_libc_free(text);
    return true;
}

static bool int_round(int argc, py_Ref argv)
{
    bool has;
    int64_t digits;
    integer i;
    if (!number_digits(argc, argv, &has, &digits))
        return false;
    integer_read(&argv[0], &i);
    return integer_round(&i, digits, py_retval());
}

static bool int_bit_length(int argc, py_Ref argv)
{
    integer i;
    if (!read_self(argc, argv, &i))
        return false;
    py_newint(py_retval(), (int64_t)limbs_bits(i.limbs, i.size));
    return true;
}

static bool int_bit_count(int argc, py_Ref argv)
{
    integer i;
    int64_t count = 0;
    if (!read_self(argc, argv, &i))
        return false;
    for (size_t at = 0; at < i.size; at++)
        count += __builtin_popcount(i.limbs[at]);
    py_newint(py_retval(), count);
    return true;
}

static bool give_pair(py_Ref first, int64_t second)
{
    const py_TValue one = *first;
    py_Ref pair = py_newtuple(py_retval(), 2);
    pair[0] = one;
    py_newint(&pair[1], second);
    return true;
}

static bool int_as_integer_ratio(int argc, py_Ref argv)
{
    return int_itself(argc, argv) && give_pair(py_retval(), 1);
}

static bool int_zero(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newint(py_retval(), 0);
    return true;
}

static bool int_one(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newint(py_retval(), 1);
    return true;
}

/* ----------------------------------------------------------------------------------- bytes */

static bool byte_order(py_Ref order, bool *little)
{
    const bool given = order->type == tp_str;
    const c11_sv text = given ? py_tosv(order) : (c11_sv){ "big", 3 };
    *little = text.size == 6 && memcmp(text.data, "little", 6) == 0;
    if (!*little && !(text.size == 3 && memcmp(text.data, "big", 3) == 0))
        return ValueError("byteorder must be either 'little' or 'big'");
    return true;
}

static bool is_given(int argc, py_Ref argv, int i) { return argc > i && argv[i].type != tp_nil; }

/* to_bytes(length=1, byteorder="big", *, signed=False) */
static bool int_to_bytes(int argc, py_Ref argv)
{
    integer i;
    int64_t length = 1;
    bool little = false, is_signed = false;
    integer_read(&argv[0], &i);
    if (is_given(argc, argv, 1) && !argument_as_int(&argv[1], &length))
        return false;
    if (length < 0)
        return ValueError("length argument must be non-negative");
    if (length > INTEGER_LIMBS_MOST)
        return memory_error("too many bytes");
    if (is_given(argc, argv, 2) && !byte_order(&argv[2], &little))
        return false;
    if (is_given(argc, argv, 3)) {
        const int truth = py_bool(&argv[3]);
        if (truth < 0)
            return false;
        is_signed = truth;
    }
    if (i.negative && !is_signed)
        return overflow_error("can't convert negative int to unsigned");
    /* A negative number of n bits fits if -2**(n-1) <= it. */
    uint64_t bits = limbs_bits(i.limbs, i.size);
    if (is_signed && i.size > 0) {
        bool is_power = i.negative && (i.limbs[i.size - 1] & (i.limbs[i.size - 1] - 1)) == 0;
        for (size_t at = 0; at + 1 < i.size && is_power; at++)
            is_power = i.limbs[at] == 0;
        bits += !is_power;
    }
    if (bits > (uint64_t)length * 8)
        return overflow_error("int too big to convert");
    unsigned char *const data = py_newbytes(py_retval(), (int)length);
    unsigned carry = 1;
    for (int64_t at = 0; at < length; at++) {
        const size_t limb_at = (size_t)at / 4;
        unsigned byte = limb_at < i.size ? i.limbs[limb_at] >> at % 4 * 8 & 0xff : 0;
        if (i.negative) {
            byte = (~byte & 0xff) + carry;
            carry = byte >> 8;
        }
        data[little ? at : length - 1 - at] = (unsigned char)byte;
    }
    return true;
}

/* from_bytes(bytes, byteorder="big", *, signed=False), of the class argv[0] */
static bool int_from_bytes(int argc, py_Ref argv)
{
    bool little = false, is_signed = false;
    int size;
    if (!is_given(argc, argv, 1))
        return TypeError("from_bytes() missing required argument 'bytes' (pos 1)");
    if (is_given(argc, argv, 2) && !byte_order(&argv[2], &little))
        return false;
    if (is_given(argc, argv, 3)) {
        const int truth = py_bool(&argv[3]);
        if (truth < 0)
            return false;
        is_signed = truth;
    }
    if (argv[1].type != tp_bytes) {
        py_TValue arguments[1] = { argv[1] };
        if (!py_tpcall(tp_bytes, 1, arguments))
            return false;
        argv[1] = *py_retval();
    }
    const unsigned char *const data = py_tobytes(&argv[1], &size);
    const size_t count = ((size_t)size + 3) / 4;
    limb *const limbs = pkhost_libc_malloc((count + 1) * sizeof *limbs);
    memset(limbs, 0, (count + 1) * sizeof *limbs);
    for (int at = 0; at < size; at++)
        limbs[at / 4] |= (limb)data[little ? at : size - 1 - at] << at % 4 * 8;
    const bool negative = is_signed && size > 0 && (data[little ? size - 1 : 0] & 0x80) != 0;
    if (negative) { /* 2**(8 size) - value */
        bool carry = true;
        if (size % 4 != 0)
            limbs[count - 1] |= UINT32_MAX << size % 4 * 8;
        for (size_t at = 0; at < count; at++) {
            limbs[at] = ~limbs[at] + carry;
            carry = carry && limbs[at] == 0;
        }
    }
    const bool ok = integer_give(py_retval(), negative, limbs, count);
    pkhost_libc_free(limbs);
    return ok && natives_make_of(&argv[0], tp_int);
}

/* ------------------------------------------------------------------------------- making */

/* int(x=0, base=10) */
static bool int_new(int argc, py_Ref argv)
{
    int64_t base;
    if (argc > 3)
        return TypeError("int() takes at most 2 arguments (%d given)", argc - 1);
    if (is_given(argc, argv, 2)) {
        py_TValue index;
        integer i;
        if (!is_given(argc, argv, 1))
            return TypeError("int() missing string argument");
        if (!integer_index(&argv[2], &index))
            return false;
        integer_read(&index, &i);
        if (!integer_as_int64(&i, &base) || (base != 0 && (base < 2 || base > 36)))
            return ValueError("int() base must be >= 2 and <= 36, or 0");
        py_Ref const text = boxed_value(&argv[1]);
        if (text->type == tp_str)
            return integer_of_text(py_tosv(text), (int)base, text, py_retval());
        c11_sv data;
        if (!bytes_of(text, &data))
            return TypeError("int() can't convert non-string with explicit base");
        return integer_of_text(number_text_of_bytes(data), (int)base, &argv[1], py_retval());
    }
    if (!is_given(argc, argv, 1)) {
        py_newint(py_retval(), 0);
        return true;
    }
    return integer_of_object(&argv[1], py_retval());
}

static bool bool_new(int argc, py_Ref argv)
{
    if (argc > 2)
        return TypeError("bool expected at most 1 argument, got %d", argc - 1);
    const int truth = argc < 2 ? 0 : py_bool(&argv[1]);
    if (truth < 0)
        return false;
    py_newbool(py_retval(), truth);
    return true;
}

/* ----------------------------------------------------------------------------- installing */

bool integer_methods_install(void)
{
    static const native of_int[] = {
        { "__new__", int_new },
        { "__add__", on_int_add },
        { "__radd__", on_int_radd },
        { "__sub__", on_int_sub },
        { "__rsub__", on_int_rsub },
        { "__mul__", on_int_mul },
        { "__rmul__", on_int_rmul },
        { "__truediv__", on_int_truediv },
        { "__rtruediv__", on_int_rtruediv },
        { "__floordiv__", on_int_floordiv },
        { "__rfloordiv__", on_int_rfloordiv },
        { "__mod__", on_int_mod },
        { "__rmod__", on_int_rmod },
        { "__pow__", int_pow },
        { "__rpow__", on_int_rpow },
        { "__divmod__", number_divmod_method },
        { "__rdivmod__", number_rdivmod_method },
        { "__and__", on_int_and },
        { "__rand__", on_int_rand },
        { "__or__", on_int_or },
        { "__ror__", on_int_ror },
        { "__xor__", on_int_xor },
        { "__rxor__", on_int_rxor },
        { "__lshift__", on_int_lshift },
        { "__rlshift__", on_int_rlshift },
        { "__rshift__", on_int_rshift },
        { "__rrshift__", on_int_rrshift },
        { "__lt__", on_int_lt },
        { "__le__", on_int_le },
        { "__eq__", on_int_eq },
        { "__ne__", on_int_ne },
        { "__gt__", on_int_gt },
        { "__ge__", on_int_ge },
        { "__neg__", int_neg },
        { "__pos__", int_itself },
        { "__abs__", int_abs },
        { "__invert__", int_invert },
        { "__bool__", int_bool },
        { "__hash__", int_hash },
        { "__int__", int_itself },
        { "__index__", int_itself },
        { "__trunc__", int_itself },
        { "__floor__", int_itself },
        { "__ceil__", int_itself },
        { "__float__", int_float },
        { "__round__", int_round },
        { "__repr__", int_repr },
        { "__str__", int_repr },
        { "bit_length", int_bit_length },
        { "bit_count", int_bit_count },
        { "as_integer_ratio", int_as_integer_ratio },
        { "conjugate", int_itself },
        { "to_bytes(self, length=1, byteorder='big', signed=False)", int_to_bytes },
    };
    static const native of_bool[] = {
        { "__new__", bool_new },  { "__repr__", int_repr },     { "__str__", int_repr },
        { "__hash__", int_hash }, { "__invert__", int_invert }, { "__and__", on_int_and },
        { "__or__", on_int_or },  { "__xor__", on_int_xor },    { "__eq__", on_int_eq },
        { "__ne__", on_int_ne },
    };
    py_Ref type = py_tpobject(tp_int);
    py_TypeInfo *const of_bools = pk_typeinfo(tp_bool);
    of_bools->base = tp_int;
    of_bools->base_ti = pk_typeinfo(tp_int);
    py_bindproperty(tp_int, "real", int_itself, NULL);
    py_bindproperty(tp_int, "imag", int_zero, NULL);
    py_bindproperty(tp_int, "numerator", int_itself, NULL);
    py_bindproperty(tp_int, "denominator", int_one, NULL);
    natives_bind_class_method(type, "from_bytes", int_from_bytes);
    return natives_replace(type, of_int, COUNT(of_int))
           && natives_replace(py_tpobject(tp_bool), of_bool, COUNT(of_bool));
}
