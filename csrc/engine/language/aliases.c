/* aliases.c -- what stands for types in annotations: list[int], int | None.
 *
 * https://docs.python.org/3.11/library/stdtypes.html#generic-alias-type
 */
#include "language/aliases.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/exceptions.h"
#include "language/class_names.h"
#include "language/special_names.h"
#include "language/install.h"
#include "stop/steps.h"

#include <string.h>

enum { ORIGIN, ARGUMENTS, UNPACKED, ALIAS_SLOTS };

bool is_alias(const py_TValue *value)
{
    return value->is_ptr && py_isinstance((py_Ref)value, pkhost_here->types.generic_alias);
}
bool is_union(const py_TValue *value) { return value->type == pkhost_here->types.union_type; }

const py_TValue *alias_origin(const py_TValue *alias) { return py_getslot((py_Ref)alias, ORIGIN); }
const py_TValue *alias_arguments(const py_TValue *alias)
{
    return py_getslot((py_Ref)alias, ARGUMENTS);
}

bool alias_is_unpacked(const py_TValue *alias)
{
    return py_getslot((py_Ref)alias, UNPACKED)->type == tp_bool;
}

const py_TValue *union_members(const py_TValue *value) { return py_getslot((py_Ref)value, 0); }

bool alias_is_possible(const py_TypeInfo *class)
{
    switch (class->index) {
    case tp_object:
    case tp_int:
    case tp_float:
    case tp_bool:
    case tp_str:
    case tp_bytes:
    case tp_range:
    case tp_slice:
    case tp_property:
    case tp_NoneType: return false;
    default:
        return class_details_of(class) == NULL && !py_issubclass(class->index, tp_BaseException);
    }
}

static bool make(py_Type type, const py_TValue *origin, const py_TValue *argument)
{
    py_TValue made, arguments = *argument;
    const py_TValue of = *origin;
    if (arguments.type != tp_tuple)
        *py_newtuple(&arguments, 1) = *argument;
    py_newobject(&made, type, ALIAS_SLOTS, 0);
    *py_getslot(&made, ORIGIN) = of;
    *py_getslot(&made, ARGUMENTS) = arguments;
    py_newnone(py_getslot(&made, UNPACKED)); /* or True */
    *py_retval() = made;
    return true;
}

bool alias_new(const py_TValue *origin, const py_TValue *argument)
{
    return make(pkhost_here->types.generic_alias, origin, argument);
}

bool alias_like(const py_TValue *alias, const py_TValue *arguments)
{
    const bool unpacked = alias_is_unpacked(alias);
    if (!alias_new(alias_origin(alias), arguments))
        return false;
    if (unpacked)
        py_setslot(py_retval(), UNPACKED, py_True());
    return true;
}

/* -------------------------------------------------------------------------- text */

/* A type is shown by its name, None and ... as they are written. */
static bool write_one(c11_sbuf *text, const py_TValue *value)
{
    if (value->type == tp_type && class_of_object(value)->index == tp_NoneType) {
        c11_sbuf__write_cstr(text, "None");
    } else if (value->type == tp_type) {
        class_write_name(text, class_of_object(value));
    } else if (value->type == tp_NoneType) {
        c11_sbuf__write_cstr(text, "None");
    } else if (value->type == tp_ellipsis) {
        c11_sbuf__write_cstr(text, "...");
    } else {
        if (!py_repr((py_Ref)value))
            return false;
        c11_sbuf__write_sv(text, py_tosv(py_retval()));
    }
    return true;
}

static bool write_all(c11_sbuf *text, const py_TValue *tuple, const char *between)
{
    for (int i = 0; i < py_tuple_len((py_Ref)tuple); i++) {
        if (i > 0)
            c11_sbuf__write_cstr(text, between);
        if (!write_one(text, &py_tuple_data((py_Ref)tuple)[i]))
            return false;
    }
    return true;
}

static bool finish(c11_sbuf *text, bool ok)
{
    if (ok)
        c11_sbuf__py_submit(text, py_retval());
    else
        c11_sbuf__dtor(text);
    return ok;
}

static bool alias_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (too_deep())
        return false;
    const py_TValue origin = *alias_origin(argv), arguments = *py_getslot(argv, ARGUMENTS);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    if (alias_is_unpacked(argv))
        c11_sbuf__write_char(&text, '*');
    bool ok = write_one(&text, &origin);
    c11_sbuf__write_char(&text, '[');
    if (py_tuple_len((py_Ref)&arguments) == 0)
        c11_sbuf__write_cstr(&text, "()");
    ok = ok && write_all(&text, &arguments, ", ");
    c11_sbuf__write_char(&text, ']');
    return finish(&text, ok);
}

static bool union_repr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (too_deep())
        return false;
    const py_TValue members = *union_members(argv);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    return finish(&text, write_all(&text, &members, " | "));
}

/* ------------------------------------------------------------------------- unions */

static bool is_member(const py_TValue *value)
{
    return value->type == tp_type || value->type == tp_NoneType || is_alias(value)
           || is_union(value);
}

/* Adds what is not there yet; the members of a union one by one. */
static bool add_members(py_StackRef list, const py_TValue *value)
{
    if (is_union(value)) {
        const py_TValue members = *union_members(value);
        for (int i = 0; i < py_tuple_len((py_Ref)&members); i++)
            if (!add_members(list, &py_tuple_data((py_Ref)&members)[i]))
                return false;
        return true;
    }
    py_TValue one = value->type == tp_NoneType ? *py_tpobject(tp_NoneType) : *value;
    for (int i = 0; i < py_list_len(list); i++) {
        const int equal = step_take(pkhost_here) ? py_equal(&py_list_data(list)[i], &one) : -1;
        if (equal != 0)
            return equal > 0;
    }
    py_list_append(list, &one);
    return true;
}

bool union_new(const py_TValue *left, const py_TValue *right)
{
    if (!is_member(left) || !is_member(right)) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const py_TValue first = *left, second = *right;
    py_StackRef list = py_pushtmp();
    py_newlist(list);
    bool ok = add_members(list, &first) && add_members(list, &second);
    const int count = py_list_len(list);
    if (ok && count == 1) {
        *py_retval() = py_list_data(list)[0];
    } else if (ok) {
        py_TValue members, made;
        memcpy(py_newtuple(&members, count), py_list_data(list), (size_t)count * sizeof members);
        py_newobject(&made, pkhost_here->types.union_type, 1, 0);
        *py_getslot(&made, 0) = members;
        *py_retval() = made;
    }
    py_pop();
    return ok;
}

static bool or (int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return union_new(&argv[0], &argv[1]);
}

static bool reflected_or(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    return union_new(&argv[1], &argv[0]);
}

static bool union_arguments(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *union_members(argv);
    return true;
}

/* ------------------------------------------------------------------------- aliases */

static bool alias_make(int argc, py_Ref argv)
{
    if (argc != 3)
        return TypeError("GenericAlias expected 2 arguments, got %d", argc - 1);
    return make(py_totype(argv), &argv[1], &argv[2]);
}

/* *tuple[int, ...] in an annotation or a subscript: one alias, which says that it is unpacked. */
static bool alias_iter(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue origin = *alias_origin(argv), arguments = *py_getslot(argv, ARGUMENTS);
    py_StackRef list = py_pushtmp();
    py_newlist(list);
    if (!alias_new(&origin, &arguments))
        return false;
    py_setslot(py_retval(), UNPACKED, py_True());
    py_list_append(list, py_retval());
    if (!py_iter(list))
        return false;
    py_pop();
    return true;
}

static bool alias_get_unpacked(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_newbool(py_retval(), py_getslot(argv, UNPACKED)->type == tp_bool);
    return true;
}

static bool alias_get_origin(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *alias_origin(argv);
    return true;
}

static bool alias_get_arguments(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    *py_retval() = *py_getslot(argv, ARGUMENTS);
    return true;
}

/* Attributes are those of the origin. */
static bool alias_getattr(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (argv[1].type != tp_str)
        return TypeError("attribute name must be string, not '%t'", argv[1].type);
    static const char *const own[] = { "__copy__", "__deepcopy__", "__bases__" };
    py_TValue origin = *alias_origin(argv);
    for (size_t i = 0; i < COUNT(own); i++)
        if (c11__sveq2(py_tosv(&argv[1]), own[i]))
            return py_exception(tp_AttributeError,
                                "'types.GenericAlias' object has no attribute '%s'", own[i]);
    return py_getattr(&origin, py_namev(py_tosv(&argv[1])));
}

static bool alias_mro_entries(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    const py_TValue origin = *alias_origin(argv);
    *py_newtuple(py_retval(), 1) = origin;
    return true;
}

static bool alias_equal(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_alias(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    for (int slot = 0; slot < ALIAS_SLOTS; slot++) {
        const int equal = py_equal(py_getslot(&argv[0], slot), py_getslot(&argv[1], slot));
        if (equal < 0)
            return false;
        if (equal == 0) {
            py_newbool(py_retval(), false);
            return true;
        }
    }
    py_newbool(py_retval(), true);
    return true;
}

static bool union_equal(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_union(&argv[1])) {
        py_newnotimplemented(py_retval());
        return true;
    }
    const py_TValue left = *union_members(&argv[0]), right = *union_members(&argv[1]);
    bool same = py_tuple_len((py_Ref)&left) == py_tuple_len((py_Ref)&right);
    for (int i = 0; same && i < py_tuple_len((py_Ref)&left); i++) {
        same = false;
        for (int j = 0; !same && j < py_tuple_len((py_Ref)&right); j++) {
            const int equal = step_take(pkhost_here) ? py_equal(&py_tuple_data((py_Ref)&left)[i],
                                                                &py_tuple_data((py_Ref)&right)[j])
                                                     : -1;
            if (equal < 0)
                return false;
            same = equal > 0;
        }
    }
    py_newbool(py_retval(), same);
    return true;
}

static bool alias_hash(int argc, py_Ref argv)
{
    int64_t hash;
    PY_CHECK_ARGC(1);
    if (!py_hash(py_getslot(argv, 0), &hash))
        return false;
    py_newint(py_retval(), hash);
    return true;
}

/* The members of two equal unions may come in any order. */
static bool union_hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue members = *union_members(argv);
    uint64_t sum = 0;
    for (int i = 0; i < py_tuple_len((py_Ref)&members); i++) {
        int64_t hash;
        if (!py_hash(&py_tuple_data((py_Ref)&members)[i], &hash))
            return false;
        sum += (uint64_t)hash;
    }
    py_newint(py_retval(), (int64_t)sum);
    return true;
}

bool aliases_install(void)
{
    const py_Type alias = pk_newtype("GenericAlias", tp_object, NULL, NULL, false, false);
    const py_Type joined = pk_newtype("UnionType", tp_object, NULL, NULL, false, true);
    pkhost_here->types.generic_alias = alias;
    pkhost_here->types.union_type = joined;
    py_TValue module;
    py_newstr(&module, "types");
    py_setdict(py_tpobject(alias), special.module, &module);
    py_setdict(py_tpobject(joined), special.module, &module);

    py_bindmagic(alias, __new__, alias_make);
    py_bindmagic(alias, __repr__, alias_repr);
    py_bindmagic(alias, __getattr__, alias_getattr);
    py_bindmagic(alias, __eq__, alias_equal);
    py_bindmagic(alias, __hash__, alias_hash);
    py_bindmagic(alias, __or__, or);
    py_bindmethod(alias, "__ror__", reflected_or);
    py_bindmethod(alias, "__mro_entries__", alias_mro_entries);
    py_bindproperty(alias, "__origin__", alias_get_origin, NULL);
    py_bindproperty(alias, "__args__", alias_get_arguments, NULL);
    py_bindproperty(alias, "__unpacked__", alias_get_unpacked, NULL);
    py_bindmagic(alias, __iter__, alias_iter);

    py_bindmagic(joined, __repr__, union_repr);
    py_bindmagic(joined, __eq__, union_equal);
    py_bindmagic(joined, __hash__, union_hash);
    py_bindmagic(joined, __or__, or);
    py_bindmethod(joined, "__ror__", reflected_or);
    py_bindproperty(joined, "__args__", union_arguments, NULL);
    return true;
}
