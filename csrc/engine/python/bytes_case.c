/* bytes_case.c -- methods of bytes and bytearray that take them for ASCII; hex(), fromhex(). */
#include "base/answers.h"
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/boxes.h"
#include "interpose/characters.h"
#include "interpose/natives.h"
#include "libc/numerals.h"
#include "python/builder.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "stop/zone.h"

#include <string.h>

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
static bool is_letter(char c) { return is_upper(c) || is_lower(c); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_alnum(char c) { return is_letter(c) || is_digit(c); }
static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_ascii(char c) { return (unsigned char)c < 0x80; }

static bool self_alone(int argc, py_Ref argv, c11_sv *self)
{
    return arguments_expected(argc - 1, 0) && bytes_required(argv, self);
}

/* -------------------------------------------------------------------------- what they are */

static bool all_are(int argc, py_Ref argv, bool (*is)(char), bool if_empty)
{
    c11_sv self;
    if (!self_alone(argc, argv, &self))
        return false;
    for (int i = 0; i < self.size; i++)
        if (!is(self.data[i]))
            return give_bool(false);
    return give_bool(self.size > 0 || if_empty);
}

static bool bytes_isalpha(int argc, py_Ref argv) { return all_are(argc, argv, is_letter, false); }
static bool bytes_isdigit(int argc, py_Ref argv) { return all_are(argc, argv, is_digit, false); }
static bool bytes_isalnum(int argc, py_Ref argv) { return all_are(argc, argv, is_alnum, false); }
static bool bytes_isspace(int argc, py_Ref argv) { return all_are(argc, argv, is_space, false); }
static bool bytes_isascii(int argc, py_Ref argv) { return all_are(argc, argv, is_ascii, true); }

/* One of the case, and none of the other. */
static bool all_cased(int argc, py_Ref argv, bool (*wanted)(char), bool (*other)(char))
{
    c11_sv self;
    bool any = false;
    if (!self_alone(argc, argv, &self))
        return false;
    for (int i = 0; i < self.size; i++) {
        if (other(self.data[i]))
            return give_bool(false);
        any |= wanted(self.data[i]);
    }
    return give_bool(any);
}
static bool bytes_islower(int argc, py_Ref argv)
{
    return all_cased(argc, argv, is_lower, is_upper);
}
static bool bytes_isupper(int argc, py_Ref argv)
{
    return all_cased(argc, argv, is_upper, is_lower);
}

static bool bytes_istitle(int argc, py_Ref argv)
{
    c11_sv self;
    bool any = false, in_word = false;
    if (!self_alone(argc, argv, &self))
        return false;
    for (int i = 0; i < self.size; i++) {
        const char c = self.data[i];
        if ((is_upper(c) && in_word) || (is_lower(c) && !in_word))
            return give_bool(false);
        in_word = is_letter(c);
        any |= in_word;
    }
    return give_bool(any);
}

/* ------------------------------------------------------------------------------------ case */

enum letter_case { UPPER, LOWER, SWAPPED, TITLE, CAPITALIZED };

static bool change(int argc, py_Ref argv, enum letter_case into)
{
    c11_sv self;
    if (!self_alone(argc, argv, &self))
        return false;
    char *const to = bytes_new_like(argv, self.size);
    bool in_word = false;
    for (int i = 0; i < self.size; i++) {
        const char c = self.data[i];
        const bool up = into == UPPER || (into == SWAPPED && is_lower(c))
                        || (into == TITLE && !in_word) || (into == CAPITALIZED && i == 0);
        to[i] = (char)(up ? is_lower(c) ? c ^ 0x20 : c : is_upper(c) ? c ^ 0x20 : c);
        in_word = is_letter(c);
    }
    return true;
}
static bool bytes_upper(int argc, py_Ref argv) { return change(argc, argv, UPPER); }
static bool bytes_lower(int argc, py_Ref argv) { return change(argc, argv, LOWER); }
static bool bytes_swapcase(int argc, py_Ref argv) { return change(argc, argv, SWAPPED); }
static bool bytes_title(int argc, py_Ref argv) { return change(argc, argv, TITLE); }
static bool bytes_capitalize(int argc, py_Ref argv) { return change(argc, argv, CAPITALIZED); }

/* --------------------------------------------------------------------------------- padding */

enum side { LEFT, RIGHT, BOTH }; /* where the bytes stand */

static bool justify(int argc, py_Ref argv, const char *method, enum side side)
{
    c11_sv self, fill = { " ", 1 };
    int64_t width;
    if (!argument_count(method, argc - 1, 1, 2) || !bytes_index(&argv[1], &width))
        return false;
    if (argc == 3 && (!bytes_of(&argv[2], &fill) || fill.size != 1))
        return TypeError("%s() argument 2 must be a byte string of length 1, not %t", method,
                         argv[2].type);
    if (!bytes_required(argv, &self))
        return false;
    const int64_t missing = width > self.size ? width - self.size : 0;
    const int64_t before = side == LEFT    ? 0
                           : side == RIGHT ? missing
                                           : missing / 2 + (missing & width & 1);
    const char byte = fill.data[0];
    if (missing > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const to = bytes_new_like(argv, self.size + missing);
    memset(to, byte, (size_t)before);
    memcpy(to + before, self.data, (size_t)self.size);
    memset(to + before + self.size, byte, (size_t)(missing - before));
    return true;
}
static bool bytes_ljust(int argc, py_Ref argv) { return justify(argc, argv, "ljust", LEFT); }
static bool bytes_rjust(int argc, py_Ref argv) { return justify(argc, argv, "rjust", RIGHT); }
static bool bytes_center(int argc, py_Ref argv) { return justify(argc, argv, "center", BOTH); }

static bool bytes_zfill(int argc, py_Ref argv)
{
    c11_sv self;
    int64_t width;
    if (!argument_count("zfill", argc - 1, 1, 1) || !bytes_index(&argv[1], &width)
        || !bytes_required(argv, &self))
        return false;
    const int64_t missing = width > self.size ? width - self.size : 0;
    const int sign = self.size > 0 && (self.data[0] == '+' || self.data[0] == '-');
    if (missing > CHARACTERS_MOST)
        stop_abandon(pkhost_here, STOP_MEMORY);
    char *const to = bytes_new_like(argv, self.size + missing);
    memcpy(to, self.data, (size_t)sign);
    memset(to + sign, '0', (size_t)missing);
    memcpy(to + sign + missing, self.data + sign, (size_t)(self.size - sign));
    return true;
}

static bool bytes_expandtabs(int argc, py_Ref argv)
{
    c11_sv self;
    int64_t width = 8, column = 0;
    if (!argument_count("expandtabs", argc - 1, 0, 1)
        || (argc == 2 && argv[1].type != tp_nil && !bytes_index(&argv[1], &width))
        || !bytes_required(argv, &self))
        return false;
    builder out = { 0 };
    for (int i = 0; i < self.size; i++) {
        const char c = self.data[i];
        if (c == '\t') {
            const int64_t spaces = width > 0 ? width - column % width : 0;
            memset(builder_extend(&out, spaces), ' ', (size_t)spaces);
            column += spaces;
            continue;
        }
        *builder_extend(&out, 1) = c;
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    bytes_give_like(argv, out.data, out.size);
    builder_free(&out);
    return true;
}

/* ------------------------------------------------------------------------------------- hex */

static bool take_separator(py_Ref given, char *separator)
{
    c11_sv text;
    given = boxed_value(given);
    if (given->type == tp_str)
        text = py_tosv(given);
    else if (!bytes_of(given, &text))
        return class_find_in(given->type, __len__) == NULL
                   ? TypeError("object of type '%t' has no len()", given->type)
                   : TypeError("sep must be str or bytes.");
    if (text.size == 0 || characters_width(text.data, text.data + text.size) != text.size)
        return ValueError("sep must be length 1.");
    if (!is_ascii(text.data[0]))
        return ValueError("sep must be ASCII.");
    *separator = text.data[0];
    return true;
}

/* hex(sep, bytes_per_sep=1): a separator each so many bytes, counted from the end, from the
 * beginning if it is negative. */
static bool bytes_hex(int argc, py_Ref argv)
{
    static const char digits[] = "0123456789abcdef";
    c11_sv self;
    char separator = 0;
    int64_t group = 1;
    if (!argument_count("hex", argc - 1, 0, 2)
        || (argc > 1 && argv[1].type != tp_nil && !take_separator(&argv[1], &separator))
        || (argc > 2 && argv[2].type != tp_nil && !bytes_index(&argv[2], &group))
        || !bytes_required(argv, &self))
        return false;
    builder out = { 0 };
    const int64_t size = group == INT64_MIN ? INT64_MAX : group < 0 ? -group : group;
    for (int i = 0; i < self.size; i++) {
        const unsigned char byte = (unsigned char)self.data[i];
        if (separator != 0 && size > 0 && i > 0 && (group > 0 ? self.size - i : i) % size == 0)
            *builder_extend(&out, 1) = separator;
        char *const to = builder_extend(&out, 2);
        to[0] = digits[byte >> 4];
        to[1] = digits[byte & 15];
    }
    builder_give_text(&out);
    return true;
}

/* The bytes that hexadecimal digits stand for, with space between them, in py_retval(). */
static bool read_hex(py_Ref text, bool into_array)
{
    if (!py_isinstance(text, tp_str))
        return TypeError("fromhex() argument must be str, not %t", text->type);
    const c11_sv digits = py_tosv(boxed_value(text));
    builder out = { 0 };
    int wrong = -1;
    for (int i = 0; i < digits.size && wrong < 0;) {
        if (is_space(digits.data[i])) {
            i++;
            continue;
        }
        const int high = digit_of(digits.data[i]);
        const int low = i + 1 < digits.size ? digit_of(digits.data[i + 1]) : 99;
        if (high > 15 || low > 15) {
            wrong = high > 15 ? i : i + 1;
            break;
        }
        *builder_extend(&out, 1) = (char)(high << 4 | low);
        i += 2;
    }
    if (wrong >= 0) {
        builder_free(&out);
        return ValueError("non-hexadecimal number found in fromhex() arg at position %d", wrong);
    }
    char *const to = into_array ? bytearray_new(out.size) : bytes_new(out.size);
    if (out.size > 0)
        memcpy(to, out.data, (size_t)out.size);
    builder_free(&out);
    return true;
}

static bool bytes_fromhex(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("bytes.fromhex() takes exactly one argument (%d given)", argc - 1);
    return read_hex(&argv[1], false) && natives_make_of(&argv[0], tp_bytes);
}
static bool bytearray_fromhex(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("bytearray.fromhex() takes exactly one argument (%d given)", argc - 1);
    return read_hex(&argv[1], true) && natives_make_of(&argv[0], pkhost_here->types.bytearray);
}

bool bytes_case_install(void)
{
    static const native methods[] = {
        { "isalpha", bytes_isalpha },
        { "isdigit", bytes_isdigit },
        { "isalnum", bytes_isalnum },
        { "isspace", bytes_isspace },
        { "isascii", bytes_isascii },
        { "islower", bytes_islower },
        { "isupper", bytes_isupper },
        { "istitle", bytes_istitle },
        { "upper", bytes_upper },
        { "lower", bytes_lower },
        { "swapcase", bytes_swapcase },
        { "title", bytes_title },
        { "capitalize", bytes_capitalize },
        { "ljust", bytes_ljust },
        { "rjust", bytes_rjust },
        { "center", bytes_center },
        { "zfill", bytes_zfill },
        { "expandtabs", bytes_expandtabs },
        { "hex", bytes_hex },
    };
    const py_Type array = pkhost_here->types.bytearray;
    natives_bind_class_method(py_tpobject(tp_bytes), "fromhex", bytes_fromhex);
    natives_bind_class_method(py_tpobject(array), "fromhex", bytearray_fromhex);
    return natives_replace(py_tpobject(tp_bytes), methods, COUNT(methods))
           && natives_replace(py_tpobject(array), methods, COUNT(methods));
}
