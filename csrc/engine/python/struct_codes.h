/* struct_codes.h -- the forms of struct, letter by letter: "<3sH". */
#ifndef PKHOST_PYTHON_STRUCT_CODES_H
#define PKHOST_PYTHON_STRUCT_CODES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* A letter with its count.  Of "s" and "p" the count is the size of one value, "x" has none. */
typedef struct struct_code {
    char letter;
    int64_t count, place; /* where the first lies */
    int size;             /* of one */
} struct_code;

typedef struct struct_form {
    const char *at, *end;
    bool is_native, is_big;
    int64_t place; /* behind what was read */
} struct_form;

/* Raises struct.error; false. */
bool struct_error(const char *format, ...);

void struct_begin(struct_form *f, c11_sv text);
int struct_next(struct_form *f, struct_code *c); /* 1; 0: there is none; -1: raised */
/* All of a form: its size, and how many values it has.  False: raised. */
bool struct_measure(c11_sv text, int64_t *size, int64_t *values);
static inline int64_t struct_values(const struct_code *c)
{
    return c->letter == 'x' ? 0 : c->letter == 's' || c->letter == 'p' ? 1 : c->count;
}

/* One value, which may run code of the script's. */
bool struct_pack(const struct_form *f, const struct_code *c, py_Ref value, char *to);
bool struct_unpack(const struct_form *f, const struct_code *c, const char *from, py_OutRef out);

#pragma GCC visibility pop

#endif
