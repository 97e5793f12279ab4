/* alias_parameters.c -- what list[T] and T | None do with their type variables.
 *
 * What they do is csrc/library/python/_aliases.py, which is imported when it is first wanted.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/imports.h"
#include "language/aliases.h"
#include "language/install.h"
#include "language/signatures.h"

static bool parameters(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_StackRef const arguments = py_pushtmp();
    *arguments = is_union(argv) ? *union_members(argv) : *alias_arguments(argv);
    if (!imports_call("_aliases", "parameters", 1, arguments))
        return false;
    py_pop();
    return true;
}

/* The arguments with something in the place of their variables, in py_retval(). */
static bool substitute(py_Ref argv, const py_TValue *arguments)
{
    const py_TValue self = argv[0], among = *arguments, item = argv[1];
    py_StackRef const given = py_pushtmp();
    *given = self;
    *py_pushtmp() = among;
    *py_pushtmp() = item;
    if (!imports_call("_aliases", "substituted", 3, given))
        return false;
    py_shrink(3);
    return true;
}

static bool alias_item(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!substitute(argv, alias_arguments(argv)))
        return false;
    const py_TValue arguments = *py_retval();
    return alias_like(argv, &arguments);
}

static bool union_item(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!substitute(argv, union_members(argv)))
        return false;
    py_StackRef const members = py_pushtmp();
    *members = *py_retval();
    if (!imports_call("_aliases", "union", 1, members))
        return false;
    py_pop();
    return true;
}

/* The instance is told which alias made it, if it has room for that. */
static bool tell(const py_TValue *alias)
{
    py_StackRef const made = py_pushtmp();
    *made = *py_retval();
    py_TValue self = *alias;
    if (made->is_ptr && made->_obj->slots == -1
        && !py_setattr(made, py_name("__orig_class__"), &self)) {
        if (!py_matchexc(tp_AttributeError) && !py_matchexc(tp_TypeError))
            return false;
        py_clearexc(made + 1);
    }
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool alias_call(int argc, py_Ref argv)
{
    py_TValue origin = *alias_origin(argv);
    return py_call(&origin, argc - 1, argv + 1) && tell(argv);
}

static bool alias_call_with_keywords(int argc, py_Ref argv)
{
    return imports_call("_aliases", "call", argc, argv);
}

static bool alias_reduce(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return imports_call("_aliases", "reduce", argc, argv);
}

/* What *tuple[int, str] stands for between brackets. */
static bool unpacked_tuple(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue *const origin = alias_origin(argv);
    const bool is_tuple = origin->type == tp_type && class_of_object(origin)->index == tp_tuple;
    *py_retval() = is_tuple && alias_is_unpacked(argv) ? *alias_arguments(argv) : *py_None();
    return true;
}

bool alias_parameters_install(void)
{
    const py_Type alias = pkhost_here->types.generic_alias;
    const py_Type joined = pkhost_here->types.union_type;
    static const native_signature signatures[] = {
        { "__call__(self, *args, **kwargs)", alias_call, alias_call_with_keywords },
    };
    signatures_add(signatures, COUNT(signatures));
    py_bindmagic(alias, __getitem__, alias_item);
    py_bindmagic(alias, __call__, alias_call);
    py_bindmethod(alias, "__reduce__", alias_reduce);
    py_bindproperty(alias, "__parameters__", parameters, NULL);
    py_bindproperty(alias, "__typing_unpacked_tuple_args__", unpacked_tuple, NULL);
    py_bindmagic(joined, __getitem__, union_item);
    py_bindproperty(joined, "__parameters__", parameters, NULL);
    return true;
}
