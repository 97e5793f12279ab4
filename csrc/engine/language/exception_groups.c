/* exception_groups.c -- ExceptionGroup and BaseExceptionGroup (PEP 654).
 *
 * Groups are nested as deep as a script likes, so what walks them looks at the C stack.
 */
#include "language/exception_groups.h"

#include "base/current.h"
#include "interpose/natives.h"
#include "language/exceptions.h"
#include "language/tracebacks.h"

#include <string.h>

static bool is_group(const py_TValue *value)
{
    return is_exception(value) && exception_of(value)->kind == KIND_GROUP;
}

static py_Ref members(const py_TValue *group, int *count)
{
    py_Ref tuple = &exception_of(group)->fields[GROUP_EXCEPTIONS];
    *count = tuple->type == tp_tuple ? py_tuple_len(tuple) : 0;
    return *count == 0 ? NULL : py_tuple_data(tuple);
}

/* ------------------------------------------------------------------------- the making */

static py_Type base_group(void) { return exception_type_of(EXCEPTION_BaseExceptionGroup); }
static py_Type ordinary_group(void) { return exception_type_of(EXCEPTION_ExceptionGroup); }

static bool group_new(int argc, py_Ref argv)
{
    if (argc < 1 || !is_exception_class(argv))
        return TypeError("BaseExceptionGroup.__new__(): its first argument is no exception class");
    if (argc != 3)
        return TypeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)",
                         argc - 1);
    if (argv[1].type != tp_str && !py_isinstance(&argv[1], tp_str))
        return TypeError("BaseExceptionGroup.__new__() argument 1 must be str, not %t",
                         argv[1].type);
    if (argv[2].type != tp_list && argv[2].type != tp_tuple)
        return TypeError("second argument (exceptions) must be a sequence");
    if (!py_tpcall(tp_tuple, 1, &argv[2]))
        return false;
    py_StackRef tuple = py_pushtmp();
    *tuple = *py_retval();
    const int count = py_tuple_len(tuple);
    bool ordinary = true;
    if (count == 0)
        return ValueError("second argument (exceptions) must be a non-empty sequence");
    for (int i = 0; i < count; i++) {
        py_Ref item = py_tuple_getitem(tuple, i);
        if (!is_exception(item))
            return ValueError("Item %d of second argument (exceptions) is not an exception", i);
        ordinary = ordinary && py_isinstance(item, tp_Exception);
    }
    py_Type type = py_totype(argv);
    if (type == base_group() && ordinary)
        type = ordinary_group();
    else if (type == ordinary_group() && !ordinary)
        return TypeError("Cannot nest BaseExceptions in an ExceptionGroup");
    else if (type != base_group() && !ordinary && py_issubclass(type, tp_Exception))
        return TypeError("Cannot nest BaseExceptions in '%t'", type);
    py_TValue made;
    exception *const e = exception_new(&made, type, 2, &argv[1]);
    if (e->kind != KIND_GROUP)
        return TypeError("BaseExceptionGroup.__new__(): its first argument is no group's class");
    e->fields[GROUP_MESSAGE] = argv[1];
    e->fields[GROUP_EXCEPTIONS] = *tuple;
    py_pop();
    *py_retval() = made;
    return true;
}

static bool group_derive(int argc, py_Ref argv)
{
    if (argc != 2)
        return TypeError("BaseExceptionGroup.derive() takes exactly one argument (%d given)",
                         argc - 1);
    if (!is_group(argv))
        return TypeError("this method is of exception groups");
    py_TValue given[2] = { exception_of(argv)->fields[GROUP_MESSAGE], argv[1] };
    return py_tpcall(base_group(), 2, given);
}

/* A group of some of another's members, which are in a list: what derive() gives, with the parts
 * of the other.  In the VM's retval. */
static bool derived(py_Ref group, py_Ref list)
{
    py_push(group);
    if (!py_pushmethod(py_name("derive"))) {
        py_pop();
        return TypeError("'%t' object has no derive()", group->type);
    }
    py_push(list);
    if (!py_vectorcall(1, 0))
        return false;
    if (!is_group(py_retval()))
        return TypeError("derive must return an instance of BaseExceptionGroup");
    py_StackRef made = py_pushtmp();
    *made = *py_retval();
    exception *const from = exception_of(group), *const to = exception_of(made);
    if (!traceback_of(group))
        return false;
    traceback_put(made, py_retval());
    to->base.inner_exc = from->base.inner_exc;
    to->cause = from->cause;
    to->suppress_context = true; /* as in CPython, where the cause is set, if there is one or not */
    const py_Name notes = py_name("__notes__");
    py_Ref found = group->_obj->slots == -1 ? py_getdict(group, notes) : NULL;
    if (found != NULL && made->_obj->slots == -1 && found->type == tp_list
        && py_tpcall(tp_list, 1, found))
        py_setdict(made, notes, py_retval());
    *py_retval() = *made;
    py_pop();
    return true;
}

/* ------------------------------------------------------------------------- splitting */

/* 1, 0, or -1 for an exception of the condition's. */
static int matches(py_Ref value, py_Ref condition)
{
    if (condition->type == tp_dict) /* of the exceptions themselves: collect_leaves() */
        return is_group(value) ? 0 : py_dict_getitem_by_int(condition, (py_i64)value->_obj);
    if (condition->type == tp_type)
        return py_isinstance(value, py_totype(condition));
    if (condition->type == tp_tuple) {
        for (int i = 0; i < py_tuple_len(condition); i++)
            if (py_isinstance(value, py_totype(py_tuple_getitem(condition, i))))
                return 1;
        return 0;
    }
    if (!py_call(condition, 1, value))
        return -1;
    return py_bool(py_retval());
}

static bool is_condition(py_Ref condition)
{
    bool good =
        is_exception_class(condition)
        || (condition->type != tp_type && condition->type != tp_tuple && py_callable(condition));
    if (condition->type == tp_tuple) {
        good = true;
        for (int i = 0; i < py_tuple_len(condition); i++)
            good = good && is_exception_class(py_tuple_getitem(condition, i));
    }
    return good || TypeError("expected a function, exception type or tuple of exception types");
}

enum { MATCH, REST };

static bool split_members(py_Ref group, py_Ref condition, py_StackRef out)
{
    py_StackRef lists = py_pushtmp();
    py_newlist(lists);
    py_newlist(py_pushtmp());
    py_StackRef parts = py_pushtmp();
    py_pushtmp();
    int count;
    members(group, &count);
    for (int i = 0; i < count; i++) {
        py_TValue member = members(group, &count)[i];
        if (!exception_group_split(&member, condition, parts))
            return false;
        for (int which = MATCH; which <= REST; which++)
            if (parts[which].type != tp_nil)
                py_list_append(&lists[which], &parts[which]);
    }
    for (int which = MATCH; which <= REST; which++) {
        if (py_list_len(&lists[which]) == 0)
            continue;
        if (!derived(group, &lists[which]))
            return false;
        out[which] = *py_retval();
    }
    py_shrink(4);
    return true;
}

bool exception_group_split(py_Ref value, py_Ref condition, py_StackRef out)
{
    if (too_deep())
        return false;
    py_newnil(&out[MATCH]);
    py_newnil(&out[REST]);
    const int all = matches(value, condition);
    if (all < 0)
        return false;
    if (all || !is_group(value)) {
        out[all ? MATCH : REST] = *value;
        return true;
    }
    py_push(value);
    const bool done = split_members(py_peek(-1), condition, out);
    if (done)
        py_pop();
    return done;
}

static bool split(int argc, py_Ref argv, const char *name, py_StackRef out)
{
    if (argc != 2)
        return TypeError("BaseExceptionGroup.%s() takes exactly one argument (%d given)", name,
                         argc - 1);
    if (!is_group(argv))
        return TypeError("this method is of exception groups");
    return is_condition(&argv[1]) && exception_group_split(argv, &argv[1], out);
}

static py_TValue or_none(const py_TValue *value)
{
    return value->type == tp_nil ? *py_None() : *value;
}

static bool group_method_split(int argc, py_Ref argv)
{
    py_StackRef out = py_pushtmp();
    py_pushtmp();
    if (!split(argc, argv, "split", out))
        return false;
    py_TValue pair;
    py_Ref items = py_newtuple(&pair, 2);
    items[0] = or_none(&out[MATCH]);
    items[1] = or_none(&out[REST]);
    py_shrink(2);
    *py_retval() = pair;
    return true;
}

static bool group_method_subgroup(int argc, py_Ref argv)
{
    py_StackRef out = py_pushtmp();
    py_pushtmp();
    if (!split(argc, argv, "subgroup", out))
        return false;
    *py_retval() = or_none(&out[MATCH]);
    py_shrink(2);
    return true;
}

/* ---------------------------------------------------------------------------- except* */

/* How many places its traceback has. */
static int place_count(const exception *e)
{
    int count = e->base.stacktrace.length;
    for (int i = 0; i < e->base.stacktrace.length; i++)
        count += place_details_of(c11__at(BaseExceptionFrame, &e->base.stacktrace, i)).repeated;
    return count;
}

static bool is_same_part(const py_TValue *left, const py_TValue *right)
{
    return left->type == right->type && (left->type == tp_nil || left->_obj == right->_obj);
}

/* Whether a clause has raised its part of the original again, with a bare raise, or none took it: it has
 * all that the original has. */
static bool is_raised_again(const py_TValue *value, const py_TValue *original)
{
    const exception *const e = exception_of(value), *const of = exception_of(original);
    return e->cause == of->cause && is_same_part(&e->base.inner_exc, &of->base.inner_exc)
           && place_count(e) == place_count(of);
}

/* Keys of the dict become the addresses of the exceptions in a group; they stay where it is. */
static bool collect_leaves(py_Ref value, py_StackRef dict)
{
    if (too_deep())
        return false;
    if (!is_group(value))
        return py_dict_setitem_by_int(dict, (py_i64)value->_obj, py_None());
    int count;
    members(value, &count);
    for (int i = 0; i < count; i++)
        if (!collect_leaves(&members(value, &count)[i], dict))
            return false;
    return true;
}

/* Of a group, with its form, the exceptions that are in others, a list of groups. */
static bool project(py_Ref group, py_Ref others, py_StackRef out)
{
    py_StackRef const leaves = py_pushtmp(), parts = py_pushtmp();
    py_pushtmp();
    py_newdict(leaves);
    parts[MATCH] = parts[REST] = (py_TValue){ .type = tp_nil };
    for (int i = 0; i < py_list_len(others); i++)
        if (!collect_leaves(&py_list_data(others)[i], leaves))
            return false;
    if (!exception_group_split(group, leaves, parts))
        return false;
    *out = parts[MATCH];
    py_shrink(3);
    return true;
}

/* CPython's _PyExc_PrepReraiseStar(). */
bool exception_group_join(py_Ref original, py_Ref left, py_OutRef out)
{
    const int count = py_list_len(left);
    py_newnil(out);
    if (count == 0)
        return true;
    if (!is_group(original)) { /* the group that was made for it is in one clause at most */
        *out = *py_list_getitem(left, 0);
        return true;
    }
    py_StackRef const raised = py_pushtmp(), again = py_pushtmp(), together = py_pushtmp();
    py_pushtmp();
    py_newlist(raised);
    py_newlist(again);
    together[0] = together[1] = (py_TValue){ .type = tp_nil };
    for (int i = 0; i < count; i++) {
        const py_TValue one = py_list_data(left)[i];
        py_list_append(is_raised_again(&one, original) ? again : raised, (py_Ref)&one);
    }
    if (py_list_len(again) > 0 && !project(original, again, together))
        return false;
    if (py_list_len(raised) > 0) {
        if (together->type != tp_nil)
            py_list_append(raised, together);
        py_newstr(&together[0], "");
        together[1] = *raised;
        if (py_list_len(raised) == 1)
            *py_retval() = py_list_data(raised)[0];
        else if (!py_tpcall(base_group(), 2, together))
            return false;
        *out = *py_retval();
    } else {
        *out = *together;
    }
    py_shrink(4);
    return true;
}

bool exception_groups_install(void)
{
    static const native methods[] = {
        { "__new__", group_new },
        { "derive", group_derive },
        { "split", group_method_split },
        { "subgroup", group_method_subgroup },
    };
    return natives_replace(py_tpobject(base_group()), methods, COUNT(methods));
}

/* class ExceptionGroup(BaseExceptionGroup, Exception) */
bool exception_groups_finish(void)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    py_StackRef arguments = py_pushtmp();
    py_pushtmp();
    py_pushtmp();
    py_TValue module;
    py_newstr(&arguments[0], "ExceptionGroup");
    py_Ref bases = py_newtuple(&arguments[1], 2);
    bases[0] = *py_tpobject(base_group());
    bases[1] = *py_tpobject(tp_Exception);
    py_newdict(&arguments[2]);
    py_newstr(&module, "builtins");
    if (!py_dict_setitem_by_str(&arguments[2], "__module__", &module)
        || !py_tpcall(tp_type, 3, arguments) || py_retval()->type != tp_type)
        return false;
    pkhost_here->types.exceptions[EXCEPTION_ExceptionGroup] = py_totype(py_retval());
    py_setdict(pk_current_vm->builtins, py_name("ExceptionGroup"), py_retval());
    pk_current_vm->stack.sp = before;
    return true;
}
