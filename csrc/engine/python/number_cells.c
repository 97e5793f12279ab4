/* number_cells.c -- one number of C's, where it lies in memory. */
#include "python/number_cells.h"

#include "base/macros.h"
#include "python/big_integers.h"
#include "python/number_operators.h"

#include <string.h>

int cell_size(char letter)
{
    switch (letter) {
    case 'b':
    case 'B':
    case '?':
    case 'c': return 1;
    case 'h':
    case 'H': return 2;
    case 'i':
    case 'I':
    case 'f':
    case 'u':
    case 'w': return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'P':
    case 'd': return 8;
    default: return 0;
    }
}

static bool is_signed(char letter) { return strchr("bhilqn", letter) != NULL; }

static bool read_character(const char *from, py_OutRef out)
{
    char text[8];
    uint32_t code;
    memcpy(&code, from, sizeof code);
    if (code > 0x10ffff)
        return ValueError("chr() arg not in range(0x110000)");
    py_newstrv(out, (c11_sv){ text, c11__u32_to_u8(code, text) });
    return true;
}

bool cell_read(char letter, const char *from, py_OutRef out)
{
    uint64_t bits = 0;
    float small;
    double large;
    switch (letter) {
    case 'u':
    case 'w': return read_character(from, out);
    case 'f':
        memcpy(&small, from, sizeof small);
        py_newfloat(out, (double)small);
        return true;
    case 'd':
        memcpy(&large, from, sizeof large);
        py_newfloat(out, large);
        return true;
    case '?': py_newbool(out, *from != 0); return true;
    case 'c': *py_newbytes(out, 1) = (unsigned char)*from; return true;
    default: break;
    }
    const int size = cell_size(letter);
    memcpy(&bits, from,
           (size_t)size); /* the least byte is the first on all machines that there are */
    if (!is_signed(letter))
        return integer_give_u64(out, false, bits);
    const int unused = 64 - size * 8;
    py_newint(out, (int64_t)(bits << unused) >> unused);
    return true;
}

bool cell_take_integer(py_Ref value, cell_integer *out)
{
    py_TValue index;
    integer whole;
    int64_t number = 0;
    if (LIKELY(value->type == tp_int)) {
        number = value->_i64;
        *out = (cell_integer){ number < 0, true, number >= 0, (uint64_t)number };
        return true;
    }
    if (!integer_index(value, &index))
        return false;
    integer_read(&index, &whole);
    *out = (cell_integer){ .negative = whole.negative };
    out->fits_int64 = integer_as_int64(&whole, &number);
    out->bits = (uint64_t)number;
    out->fits_uint64 = !whole.negative && whole.size <= 2;
    if (out->fits_uint64 && !out->fits_int64)
        out->bits = whole.limbs[0] | (uint64_t)whole.limbs[1] << 32;
    return true;
}

int cell_compare(char letter, const cell_integer *number)
{
    const int bits = cell_size(letter) * 8;
    if (is_signed(letter)) {
        if (!number->fits_int64)
            return number->negative ? -1 : 1;
        const int64_t most = (int64_t)(UINT64_MAX >> (65 - bits)), value = (int64_t)number->bits;
        return value > most ? 1 : value < -most - 1 ? -1 : 0;
    }
    if (number->negative)
        return -1;
    return !number->fits_uint64 || (bits < 64 && number->bits >> bits != 0);
}

void cell_write_integer(char letter, uint64_t bits, char *to)
{
    memcpy(to, &bits, (size_t)cell_size(letter));
}

void cell_write_float(char letter, double number, char *to)
{
    const float small = (float)number;
    if (letter == 'f')
        memcpy(to, &small, sizeof small);
    else
        memcpy(to, &number, sizeof number);
}
