/* boxes.c -- instances of subclasses of builtin types. */
#include "interpose/boxes.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/callbacks.h"
#include "memory/region.h"

bool box_is_class(py_Type type)
{
    const class_details *const details = class_details_of(class_info(type));
    return details != NULL && (details->flags & CLASS_BOX) != 0;
}

bool box_is_one_slowly(const py_TValue *value) { return box_is_class(value->type); }

/* Methods of these want to know the class of their object: language/descriptors.c. */
static bool opens_itself(py_Type owner)
{
    return owner == tp_property || owner == tp_staticmethod || owner == tp_classmethod;
}

void box_open_arguments(py_Type owner, int argc, py_Ref argv)
{
    if (owner == tp_int && argc > 0 && argv->type == tp_bool)
        py_newint(argv, argv->_bool);
    if (box_is_kind(owner) && !opens_itself(owner))
        for (int i = 0; i < argc; i++)
            argv[i] = *boxed_value(&argv[i]);
}

bool box_is_made_of(py_Type owner, const py_TValue *class)
{
    return box_layer_number(owner) >= 0 && class->type == tp_type
           && class_details_of(class_of_object(class)) != NULL
           && py_issubclass(class_of_object(class)->index, owner);
}

void box_fill(py_TypeInfo *class)
{
    const class_details *const details = class_details_of(class);
    py_TValue plain = *py_retval(), made;

    if ((details->flags & CLASS_BOX) != 0) {
        py_TValue *const content = py_newobject(&made, class->index, -1, sizeof(py_TValue));
        *content = plain;
    } else {
        /* The list is new, and nobody else's: its items are taken over. */
        c11_vector *const from = py_touserdata(&plain);
        c11_vector *const to = py_newobject(&made, class->index, -1, sizeof *to);
        *to = *from;
        c11_vector__ctor(from, sizeof(py_TValue));
    }
    *py_retval() = made;
}

int box_items(py_Ref array, py_TValue **items)
{
    if (array->type <= POCKETPY_LAST_TYPE)
        return -1;
    py_Ref plain = boxed_value(array);
    if (plain->type == tp_tuple) {
        *items = py_tuple_data(plain);
        return py_tuple_len(plain);
    }
    if (plain != array || !py_issubclass(array->type, tp_list))
        return -1;
    *items = py_list_data(array);
    return py_list_len(array);
}

py_Ref box_hashed(py_Ref value)
{
    if (!box_is_one(value))
        return value;
    const py_TValue *const method = pk_tpfindname(class_info(value->type), __hash__);
    const bool is_plain = method != NULL && method->type == pkhost_here->types.native_method;
    return is_plain ? boxed_value(value) : value;
}

/* What a native function asks before it takes an argument apart.  A plain value takes the
 * place of its box, and an int that of a bool, on the value stack only: elsewhere it would
 * change what the script sees. */
static __attribute__((noinline)) bool accept(py_Ref value, py_Type type)
{
    if (!region_of(pk_current_vm)->dialect_is_python)
        return false;
    if (value->type == tp_bool && type == tp_int) {
        if (!on_value_stack(pk_current_vm, value))
            return false;
        py_newint(value, value->_bool);
        return true;
    }
    if (value->type <= POCKETPY_LAST_TYPE || !py_issubclass(value->type, type))
        return false;
    if (box_is_one(value)) {
        const bool on_stack = on_value_stack(pk_current_vm, value);
        if (on_stack)
            *value = *boxed_value(value);
        return on_stack || type == tp_str; /* pk_tostr() opens it */
    }
    /* Of these the layout behind the dict is the same. */
    return type == tp_list || type == tp_dict || py_issubclass(type, tp_BaseException);
}

EXPORT bool py_checktype(py_Ref value, py_Type type)
{
    if (LIKELY(value->type == type) || accept(value, type))
        return true;
    return TypeError("expected '%t', got '%t'", type, value->type);
}

static inline bool int_of(py_Ref value, int64_t *out)
{
    value = boxed_value(value);
    if (value->type == tp_int)
        *out = value->_i64;
    else if (value->type == tp_bool && region_of(pk_current_vm)->dialect_is_python)
        *out = value->_bool;
    else
        return false;
    return true;
}

EXPORT bool py_castint(py_Ref value, int64_t *out)
{
    return int_of(value, out) || TypeError("expected 'int', got '%t'", value->type);
}

EXPORT bool py_castfloat(py_Ref value, double *out)
{
    int64_t number;
    if (LIKELY(value->type == tp_float)) {
        *out = value->_f64;
        return true;
    }
    if (int_of(value, &number)) {
        *out = (double)number;
        return true;
    }
    py_Ref plain = boxed_value(value);
    if (plain->type == tp_float) {
        *out = plain->_f64;
        return true;
    }
    return TypeError("expected 'int' or 'float', got '%t'", value->type);
}

EXPORT bool py_castfloat32(py_Ref value, float *out)
{
    double number;
    if (!py_castfloat(value, &number))
        return false;
    *out = (float)number;
    return true;
}
