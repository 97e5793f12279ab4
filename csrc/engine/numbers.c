/* numbers.c -- arithmetic and comparison of two numbers, without detours.
 *
 * PocketPy has one way for every operator: it looks the method up by its name
 * in the left operand's type and its bases, and calls it.  Between int and
 * float that takes ten times as long as the operation.  Here those that scripts
 * use most are done at once, with the results that PocketPy's own methods give.
 *
 * A script may put methods of its own into int and float.  So each time the
 * entry of the method in the type's namespace must still be where it was when
 * the VM was built, with the method that was there.  Whatever else is left to
 * PocketPy: other operators, other types, division by zero, negative operands
 * of // and %.
 */
#include "internal.h"

enum operation { OTHER, ADD, SUB, MUL, TRUEDIV, FLOORDIV, MOD, LT, LE, EQ, NE, GT, GE, OPERATIONS };
_Static_assert((int)OPERATIONS == (int)NUMBER_OPERATIONS, "the region has room for all");
_Static_assert(tp_float == tp_int + 1, "a kind is a type less tp_int");

void numbers_prepare(void)
{
    const struct { py_Name name; enum operation operation; } operators[] = {
        { __add__, ADD }, { __sub__, SUB }, { __mul__, MUL }, { __truediv__, TRUEDIV },
        { __floordiv__, FLOORDIV }, { __mod__, MOD }, { __lt__, LT }, { __le__, LE },
        { __eq__, EQ }, { __ne__, NE }, { __gt__, GT }, { __ge__, GE },
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        ((struct name *)operators[i].name)->operation = (uint8_t)operators[i].operation;
}

void numbers_note(region *r)
{
    for (int kind = 0; kind < 2; kind++) {
        const NameDict *dict = PyObject__dict(py_tpobject((py_Type)(tp_int + kind))->_obj);
        r->numbers[kind].dict = dict;
        r->numbers[kind].items = dict->items;
        for (int i = 0; i < dict->capacity; i++) {
            const NameDict_KV *entry = &dict->items[i];
            if (entry->key == NULL || entry->value.type != tp_nativefunc)
                continue;
            const uint8_t operation = ((const struct name *)entry->key)->operation;
            if (operation == OTHER)
                continue;
            r->numbers[kind].methods[operation].entry = entry;
            r->numbers[kind].methods[operation].function = entry->value._cfunc;
        }
    }
}

static inline bool untouched(const struct number_type *type, py_Name name, int operation)
{
    const struct number_method *m = &type->methods[operation];
    return type->dict->items == type->items && m->entry != NULL && m->entry->key == name
           && m->entry->value.type == tp_nativefunc && m->entry->value._cfunc == m->function;
}

static inline bool give_int(py_TValue *out, int64_t value)
{
    out->type = tp_int;
    out->is_ptr = false;
    out->_i64 = value;
    return true;
}

static inline bool give_float(py_TValue *out, double value)
{
    out->type = tp_float;
    out->is_ptr = false;
    out->_f64 = value;
    return true;
}

static inline bool give_bool(py_TValue *out, bool value)
{
    out->type = tp_bool;
    out->is_ptr = false;
    out->_bool = value;
    return true;
}

/* Whether it was done. */
static inline bool with_ints(py_TValue *out, int operation, int64_t a, int64_t b)
{
    /* PocketPy's integers wrap around. */
    const uint64_t ua = (uint64_t)a, ub = (uint64_t)b;
    switch (operation) {
        case ADD: return give_int(out, (int64_t)(ua + ub));
        case SUB: return give_int(out, (int64_t)(ua - ub));
        case MUL: return give_int(out, (int64_t)(ua * ub));
        case TRUEDIV: return b != 0 && give_float(out, (double)a / (double)b);
        case FLOORDIV: return a >= 0 && b > 0 && give_int(out, a / b);
        case MOD: return a >= 0 && b > 0 && give_int(out, a % b);
        case LT: return give_bool(out, a < b);
        case LE: return give_bool(out, a <= b);
        case EQ: return give_bool(out, a == b);
        case NE: return give_bool(out, a != b);
        case GT: return give_bool(out, a > b);
        case GE: return give_bool(out, a >= b);
        default: return false;
    }
}

static inline bool with_floats(py_TValue *out, int operation, double a, double b)
{
    switch (operation) {
        case ADD: return give_float(out, a + b);
        case SUB: return give_float(out, a - b);
        case MUL: return give_float(out, a * b);
        case TRUEDIV: return b != 0.0 && give_float(out, a / b);
        case LT: return give_bool(out, a < b);
        case LE: return give_bool(out, a <= b);
        case EQ: return give_bool(out, a == b);
        case NE: return give_bool(out, a != b);
        case GT: return give_bool(out, a > b);
        case GE: return give_bool(out, a >= b);
        default: return false;
    }
}

static inline double as_float(const py_TValue *v)
{
    return v->type == tp_int ? (double)v->_i64 : v->_f64;
}

int numbers_less(const region *r, const py_TValue *a, const py_TValue *b)
{
    const unsigned left = (unsigned)(a->type - tp_int), right = (unsigned)(b->type - tp_int);
    if (left > 1 || right > 1 || UNLIKELY(!untouched(&r->numbers[left], __lt__, LT)))
        return -1;
    return (left | right) == 0 ? a->_i64 < b->_i64 : as_float(a) < as_float(b);
}

int numbers_equal(const region *r, const py_TValue *a, const py_TValue *b)
{
    const unsigned left = (unsigned)(a->type - tp_int), right = (unsigned)(b->type - tp_int);
    if (left > 1 || right > 1 || UNLIKELY(!untouched(&r->numbers[left], __eq__, EQ)))
        return -1;
    return (left | right) == 0 ? a->_i64 == b->_i64 : as_float(a) == as_float(b);
}

/* The operands are on top of the value stack, the answer is last_retval. */
EXPORT bool pk_stack_binaryop(VM *vm, py_Name name, py_Name reflected)
{
    const py_TValue *b = vm->stack.sp - 1, *a = b - 1;
    const unsigned left = (unsigned)(a->type - tp_int), right = (unsigned)(b->type - tp_int);
    if (left <= 1 && right <= 1) {
        const int operation = ((const struct name *)name)->operation;
        if (LIKELY(untouched(&region_of(vm)->numbers[left], name, operation))) {
            py_TValue *out = &vm->last_retval;
            if ((left | right) == 0 ? with_ints(out, operation, a->_i64, b->_i64)
                                    : with_floats(out, operation, as_float(a), as_float(b)))
                return true;
        }
    }
    return pkhost_originals.stack_binaryop(vm, name, reflected);
}
