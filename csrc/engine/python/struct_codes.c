/* struct_codes.c -- the forms of struct, letter by letter. */
#include "python/struct_codes.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/boxes.h"
#include "memory/region.h"
#include "python/arithmetic.h"
#include "python/byte_values.h"
#include "python/number_operators.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

bool struct_error(const char *format, ...)
{
    va_list arguments;
    c11_sbuf text;
    py_TValue message;
    c11_sbuf__ctor(&text);
    va_start(arguments, format);
    pk_vsprintf(&text, format, arguments);
    va_end(arguments);
    c11_sbuf__py_submit(&text, &message);
    return py_exception(pkhost_here->region->struct_error, "%v", py_tosv(&message));
}

/* ---------------------------------------------------------------------------------- forms */

void struct_begin(struct_form *f, c11_sv text)
{
    *f = (struct_form){ text.data, text.data + text.size, true, false, 0 };
    if (text.size == 0 || strchr("@=<>!", *f->at) == NULL || *f->at == '\0')
        return;
    f->is_native = *f->at == '@';
    f->is_big = *f->at == '>' || *f->at == '!';
    f->at++;
}

/* Of one value; 0: there is no such letter. */
static int size_of(char letter, bool is_native)
{
    switch (letter) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p': return 1;
    case 'h':
    case 'H':
    case 'e': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L': return is_native ? 8 : 4;
    case 'q':
    case 'Q':
    case 'd': return 8;
    case 'n':
    case 'N':
    case 'P': return is_native ? 8 : 0;
    default: return 0;
    }
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int too_long(void) { return struct_error("total struct size too long") ? 1 : -1; }

int struct_next(struct_form *f, struct_code *c)
{
    while (f->at < f->end && is_space(*f->at))
        f->at++;
    if (f->at == f->end)
        return 0;
    c->count = 1;
    if (is_digit(*f->at)) {
        c->count = 0;
        for (; f->at < f->end && is_digit(*f->at); f->at++)
            if (__builtin_mul_overflow(c->count, 10, &c->count)
                || __builtin_add_overflow(c->count, *f->at - '0', &c->count))
                return too_long();
        if (f->at == f->end)
            return struct_error("repeat count given without format specifier") ? 1 : -1;
    }
    c->letter = *f->at++;
    c->size = size_of(c->letter, f->is_native);
    if (c->size == 0)
        return struct_error("bad char in struct format") ? 1 : -1;
    int64_t bytes;
    if (f->is_native && f->place > INT64_MAX - c->size)
        return too_long();
    if (f->is_native)
        f->place = (f->place + c->size - 1) / c->size * c->size;
    c->place = f->place;
    if (__builtin_mul_overflow(c->count, c->size, &bytes)
        || __builtin_add_overflow(f->place, bytes, &f->place))
        return too_long();
    return 1;
}

bool struct_measure(c11_sv text, int64_t *size, int64_t *values)
{
    struct_form form;
    struct_code code;
    int more;
    if (memchr(text.data, '\0', (size_t)text.size) != NULL)
        return struct_error("embedded null character");
    struct_begin(&form, text);
    *values = 0;
    while ((more = struct_next(&form, &code)) > 0)
        *values += struct_values(&code);
    *size = form.place;
    return more == 0;
}

/* -------------------------------------------------------------------------------- numbers */

static void write_bits(const struct_form *f, char *to, int size, uint64_t bits)
{
    for (int i = 0; i < size; i++, bits >>= 8)
        to[f->is_big ? size - 1 - i : i] = (char)bits;
}

static uint64_t read_bits(const struct_form *f, const char *from, int size)
{
    uint64_t bits = 0;
    for (int i = 0; i < size; i++)
        bits = bits << 8 | (unsigned char)from[f->is_big ? i : size - 1 - i];
    return bits;
}

/* The words are CPython's, which has one function for a letter in native order and another in the
 * order that the machine has not. */
static bool out_of_range(const struct_form *f, const struct_code *c, bool is_signed)
{
    static const struct {
        char letter;
        const char *name;
    } names[] = { { 'b', "byte" }, { 'B', "ubyte" }, { 'h', "short" }, { 'H', "ushort" } };
    const int bits = c->size * 8;
    const int64_t least = is_signed ? -((int64_t)1 << (bits - 1)) : 0;
    const int64_t most = ((int64_t)1 << (bits - is_signed)) - 1;
    for (size_t i = 0; i < COUNT(names); i++)
        if (names[i].letter == c->letter && (c->size == 1 || !f->is_big))
            return struct_error("%s format requires %i <= number <= %i", names[i].name, least,
                                most);
    return struct_error("'%c' format requires %i <= number <= %i", c->letter, least, most);
}

static bool beyond_64_bits(const struct_form *f, const struct_code *c)
{
    return struct_error(c->letter == 'P' || (f->is_big && c->size == 8) ? "int too large to convert"
                                                                        : "argument out of range");
}

/* A number without its sign, if 64 bits hold it. */
static bool magnitude(const integer *value, uint64_t *out)
{
    if (value->size > 2)
        return false;
    *out = value->size == 0   ? 0
           : value->size == 1 ? value->limbs[0]
                              : value->limbs[0] | (uint64_t)value->limbs[1] << 32;
    return true;
}

static bool pack_integer(const struct_form *f, const struct_code *c, py_Ref value, char *to)
{
    py_TValue index;
    integer number;
    uint64_t bits;
    int64_t whole;
    py_Ref const plain = boxed_value(value);
    if (!integer_index_is_possible(plain))
        return struct_error("required argument is not an integer");
    if (!integer_index(plain, &index))
        return false;
    integer_read(&index, &number);
    /* Small unsigned ones are read as signed first, where the order is the machine's. */
    const bool is_small = c->letter == 'B' || (c->letter == 'H' && !f->is_big);
    if (is_small || strchr("bhilqn", c->letter) != NULL) {
        if (!integer_as_int64(&number, &whole))
            return beyond_64_bits(f, c);
        if (c->size < 8) {
            const int64_t half = (int64_t)1 << (c->size * 8 - 1);
            if (is_small ? whole < 0 || whole >= 2 * half : whole < -half || whole >= half)
                return out_of_range(f, c, !is_small);
        }
        bits = (uint64_t)whole;
    } else if (c->letter == 'P' && integer_as_int64(&number, &whole)) {
        bits = (uint64_t)whole;
    } else {
        if (number.negative || !magnitude(&number, &bits))
            return beyond_64_bits(f, c);
        if (c->size < 8 && bits >> c->size * 8 != 0)
            return out_of_range(f, c, false);
    }
    write_bits(f, to, c->size, bits);
    return true;
}

static bool unpack_integer(const struct_form *f, const struct_code *c, const char *from,
                           py_OutRef out)
{
    const uint64_t bits = read_bits(f, from, c->size);
    if (strchr("BHILQNP", c->letter) != NULL)
        return integer_give_u64(out, false, bits);
    const int unused = 64 - c->size * 8;
    py_newint(out, (int64_t)(bits << unused) >> unused);
    return true;
}

/* The nearest half float, of two as near the even one.  False: it is too large. */
static bool half_of(double value, uint64_t *out)
{
    const uint64_t sign = signbit(value) ? 0x8000 : 0;
    *out = sign | (isnan(value) ? 0x7e00 : 0x7c00);
    if (!isfinite(value))
        return true;
    *out = sign;
    if (value == 0.0)
        return true;
    int exponent;
    const double fraction = frexp(fabs(value), &exponent); /* from 1/2 to 1 */
    /* In units of the last bit: 2**-24 below the least normal number. */
    const int last = exponent < -13 ? -24 : exponent - 11;
    const double units = nearbyint(ldexp(fraction, exponent - last));
    /* Whatever carries over goes on in the exponent. */
    const uint64_t bits = (uint64_t)(last + 24) * 1024 + (uint64_t)units;
    *out = sign | bits;
    return bits < 0x7c00;
}

static double double_of_half(uint64_t bits)
{
    const int exponent = (int)(bits >> 10 & 31);
    const double fraction = (double)(bits & 1023);
    const double size = exponent == 31  ? (fraction != 0 ? NAN : INFINITY)
                        : exponent == 0 ? ldexp(fraction, -24)
                                        : ldexp(fraction + 1024, exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

static bool too_large(py_Ref value, const char *message)
{
    return integer_is(value) ? struct_error("int too large to convert") : overflow_error(message);
}

static bool pack_float(const struct_form *f, const struct_code *c, py_Ref value, char *to)
{
    double number;
    uint64_t bits = 0;
    py_Ref const plain = boxed_value(value);
    if (plain->type == tp_str || !number_as_float(plain, &number)) {
        if (plain->type != tp_str)
            py_clearexc(NULL);
        return struct_error("required argument is not a float");
    }
    if (isnan(number))
        number = float_nan_as_made(number);
    if (c->letter == 'e') {
        if (!half_of(number, &bits))
            return too_large(plain, "float too large to pack with e format");
    } else if (c->letter == 'f') {
        const float near = (float)number;
        uint32_t half;
        if (isinf(near) && !isinf(number) && !f->is_native)
            return too_large(plain, "float too large to pack with f format");
        memcpy(&half, &near, sizeof half);
        bits = half;
    } else {
        memcpy(&bits, &number, sizeof bits);
    }
    write_bits(f, to, c->size, bits);
    return true;
}

static bool unpack_float(const struct_form *f, const struct_code *c, const char *from,
                         py_OutRef out)
{
    const uint64_t bits = read_bits(f, from, c->size);
    double number;
    if (c->letter == 'e') {
        number = double_of_half(bits);
    } else if (c->letter == 'f') {
        const uint32_t half = (uint32_t)bits;
        float near;
        memcpy(&near, &half, sizeof near);
        number = (double)near;
    } else {
        memcpy(&number, &bits, sizeof number);
    }
    py_newfloat(out, number);
    return true;
}

/* ---------------------------------------------------------------------------------- bytes */

static bool pack_bytes(const struct_code *c, py_Ref value, char *to)
{
    c11_sv given;
    py_Ref const plain = boxed_value(value);
    const bool is_bytes = plain->type == tp_bytes || (c->letter != 'c' && bytearray_is(plain));
    if (c->letter == 'c') {
        if (!is_bytes || !bytes_of(plain, &given) || given.size != 1)
            return struct_error("char format requires a bytes object of length 1");
        *to = given.data[0];
        return true;
    }
    if (!is_bytes || !bytes_of(plain, &given))
        return struct_error("argument for '%c' must be a bytes object", c->letter);
    int64_t room = c->count, size = given.size;
    if (c->letter == 'p' && room > 0) { /* its size stands before it */
        room--;
        size = size < room ? size : room;
        *to++ = (char)(size < 255 ? size : 255);
    }
    size = size < room ? size : room;
    if (size > 0)
        memcpy(to, given.data, (size_t)size);
    return true;
}

static void unpack_bytes(const struct_code *c, const char *from, py_OutRef out)
{
    int64_t size = c->letter == 'c' ? 1 : c->count;
    if (c->letter == 'p' && size > 0) {
        const int64_t said = (unsigned char)*from++;
        size = said < size - 1 ? said : size - 1;
    }
    unsigned char *const to = py_newbytes(out, (int)size);
    if (size > 0)
        memcpy(to, from, (size_t)size);
}

bool struct_pack(const struct_form *f, const struct_code *c, py_Ref value, char *to)
{
    switch (c->letter) {
    case 'c':
    case 's':
    case 'p': return pack_bytes(c, value, to);
    case 'e':
    case 'f':
    case 'd': return pack_float(f, c, value, to);
    case '?': {
        const int truth = py_bool(value);
        *to = (char)(truth > 0);
        return truth >= 0;
    }
    default: return pack_integer(f, c, value, to);
    }
}

bool struct_unpack(const struct_form *f, const struct_code *c, const char *from, py_OutRef out)
{
    switch (c->letter) {
    case 'c':
    case 's':
    case 'p': unpack_bytes(c, from, out); return true;
    case 'e':
    case 'f':
    case 'd': return unpack_float(f, c, from, out);
    case '?': py_newbool(out, *from != 0); return true;
    default: return unpack_integer(f, c, from, out);
    }
}
