/* functions.c -- function objects: their making, their parts, their attributes.
 *
 * PocketPy's Function says which code a function runs, with which globals.  The slots hold what it
 * has no room for (function.h).
 */
#include "interpose/classes.h"
#include "language/descriptors.h"
#include "language/function.h"
#include "language/handlers.h"
#include "language/install.h"

#include <string.h>

/* -------------------------------------------------------------------- their parts */

static py_TValue *more_place(const py_TValue *function, enum function_more which)
{
    const py_TValue *const rest = function_slot(function, SLOT_REST);
    if (rest->type != tp_list)
        return NULL;
    const c11_vector *const more = object_data(rest);
    return (py_TValue *)more->data + which;
}

py_TValue function_get_more(const py_TValue *function, enum function_more which)
{
    const py_TValue *place = more_place(function, which);
    return place == NULL ? (py_TValue){ .type = tp_nil } : *place;
}

void function_set_more(const py_TValue *function, enum function_more which, const py_TValue *value)
{
    if (more_place(function, which) == NULL) {
        py_TValue *const rest = function_slot(function, SLOT_REST);
        py_TValue more;
        py_newlistn(&more, FUNCTION_MORE);
        py_TValue *const places = py_list_data(&more);
        memset(places, 0, FUNCTION_MORE * sizeof *places);
        places[MORE_DEFAULTS] = *rest;
        *rest = more;
    }
    *more_place(function, which) = *value;
}

void function_set_defaults(const py_TValue *function, const py_TValue *defaults)
{
    py_TValue *const place = more_place(function, MORE_DEFAULTS);
    *(place == NULL ? function_slot(function, SLOT_REST) : place) = *defaults;
}

const char *function_qualified_name(const py_TValue *function)
{
    const py_TValue *own = more_place(function, MORE_QUALIFIED_NAME);
    if (own != NULL && own->type == tp_str)
        return py_tostr((py_Ref)own);
    const CodeObject *code = &function_of(function)->decl->code;
    const code_details *details = details_of(code);
    return details == NULL ? code->name->data : (const char *)details + details->qualified_name;
}

/* --------------------------------------------------------------------- their making */

bool operation_MAKE_FUNCTION(VM *vm, uint32_t first, uint32_t second)
{
    const py_Frame *frame = vm->top_frame;
    const FuncDecl_ declaration = c11__getitem(FuncDecl_, &frame->co->func_decls, first);
    const int count = __builtin_popcount(second);
    const py_TValue *operand = vm->stack.sp - count;
    py_TValue function;
    Function *data = py_newobject(&function, tp_function, FUNCTION_SLOTS, sizeof *data);
    Function__ctor(data, declaration, frame->module, frame->globals);
    stack_push(vm, &function);
    if (second & FUNCTION_DEFAULTS)
        *function_slot(&function, SLOT_REST) = *operand++;
    if (second & FUNCTION_KEYWORD_DEFAULTS)
        function_set_more(&function, MORE_KEYWORD_DEFAULTS, operand++);
    if (second & FUNCTION_ANNOTATIONS)
        function_set_more(&function, MORE_ANNOTATIONS, operand++);
    if (second & FUNCTION_CLOSURE)
        *function_slot(&function, SLOT_CLOSURE) = *operand++;
    stack_pop(vm, (uint32_t)count + 1);
    stack_push(vm, &function);
    return true;
}

/* ------------------------------------------------------------------- their attributes */

static bool give(const py_TValue *value)
{
    *py_retval() = value_is_nil(value) ? value_none() : *value;
    return true;
}

static bool is_none(const py_TValue *value) { return value->type == tp_NoneType; }

static bool name_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue own =
        function_is_ours(argv) ? function_get_more(argv, MORE_NAME) : (py_TValue){ .type = tp_nil };
    if (!value_is_nil(&own))
        return give(&own);
    return give(py_name2ref(py_name(function_of(argv)->decl->code.name->data)));
}

static bool qualified_name_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (function_is_ours(argv))
        return give(py_name2ref(py_name(function_qualified_name(argv))));
    else
        py_newstr(py_retval(), function_of(argv)->decl->code.name->data);
    return true;
}

static bool is_settable(py_Ref function)
{
    return function_is_ours(function) || TypeError("a native function's attributes are read-only");
}

static bool name_set_as(enum function_more which, const char *what, int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    if (argv[1].type != tp_str)
        return TypeError("%s must be set to a string object", what);
    function_set_more(argv, which, &argv[1]);
    py_newnone(py_retval());
    return true;
}

static bool name_set(int argc, py_Ref argv)
{
    return name_set_as(MORE_NAME, "__name__", argc, argv);
}

static bool qualified_name_set(int argc, py_Ref argv)
{
    return name_set_as(MORE_QUALIFIED_NAME, "__qualname__", argc, argv);
}

static bool docstring_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue own = function_is_ours(argv) ? function_get_more(argv, MORE_DOCSTRING)
                                                 : (py_TValue){ .type = tp_nil };
    const char *docstring = function_of(argv)->decl->docstring;
    if (!value_is_nil(&own))
        return give(&own);
    if (docstring != NULL)
        py_newstr(py_retval(), docstring);
    else
        py_newnone(py_retval());
    return true;
}

static bool docstring_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    function_set_more(argv, MORE_DOCSTRING, &argv[1]);
    py_newnone(py_retval());
    return true;
}

static bool module_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue own = function_is_ours(argv) ? function_get_more(argv, MORE_MODULE)
                                                 : (py_TValue){ .type = tp_nil };
    if (!value_is_nil(&own))
        return give(&own);
    py_TValue *globals = &function_of(argv)->globals;
    if (globals->type == tp_dict) {
        const int found = py_dict_getitem_by_str(globals, "__name__");
        if (found == 0)
            py_newnone(py_retval());
        return found >= 0;
    }
    py_Ref name = globals->type == tp_module ? py_getdict(globals, __name__) : NULL;
    return name == NULL ? (py_newnone(py_retval()), true) : give(name);
}

static bool module_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    function_set_more(argv, MORE_MODULE, &argv[1]);
    py_newnone(py_retval());
    return true;
}

static bool defaults_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!function_is_ours(argv))
        return give(&(py_TValue){ .type = tp_nil });
    return give(function_defaults(argv));
}

static bool defaults_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    if (argv[1].type != tp_tuple && !is_none(&argv[1]))
        return TypeError("__defaults__ must be set to a tuple object");
    const py_TValue none = { .type = tp_nil };
    function_set_defaults(argv, is_none(&argv[1]) ? &none : &argv[1]);
    py_newnone(py_retval());
    return true;
}

static bool keyword_defaults_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue none = { .type = tp_nil };
    const py_TValue defaults =
        function_is_ours(argv) ? function_get_more(argv, MORE_KEYWORD_DEFAULTS) : none;
    return give(&defaults);
}

static bool keyword_defaults_set(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    if (argv[1].type != tp_dict && !is_none(&argv[1]))
        return TypeError("__kwdefaults__ must be set to a dict object");
    const py_TValue none = { .type = tp_nil };
    function_set_more(argv, MORE_KEYWORD_DEFAULTS, is_none(&argv[1]) ? &none : &argv[1]);
    py_newnone(py_retval());
    return true;
}

/* A dict that is made when it is wanted. */
static bool dict_of(py_Ref function, enum function_more which)
{
    py_TValue dict;
    if (!function_is_ours(function)) {
        py_newdict(py_retval());
        return true;
    }
    dict = function_get_more(function, which);
    if (dict.type != tp_dict) {
        py_newdict(&dict);
        function_set_more(function, which, &dict);
    }
    return give(&dict);
}

static bool dict_set(enum function_more which, const char *what, int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!is_settable(argv))
        return false;
    if (argv[1].type != tp_dict && which == MORE_ATTRIBUTES)
        return TypeError("%s must be set to a dictionary, not a '%t'", what, argv[1].type);
    if (argv[1].type != tp_dict && !is_none(&argv[1]))
        return TypeError("%s must be set to a dict object", what);
    const py_TValue none = { .type = tp_nil };
    function_set_more(argv, which, is_none(&argv[1]) ? &none : &argv[1]);
    py_newnone(py_retval());
    return true;
}

static bool annotations_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return dict_of(argv, MORE_ANNOTATIONS);
}

static bool annotations_set(int argc, py_Ref argv)
{
    return dict_set(MORE_ANNOTATIONS, "__annotations__", argc, argv);
}

static bool attributes_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return dict_of(argv, MORE_ATTRIBUTES);
}

static bool attributes_set(int argc, py_Ref argv)
{
    return dict_set(MORE_ATTRIBUTES, "__dict__", argc, argv);
}

static bool closure_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (!function_is_ours(argv))
        return give(&(py_TValue){ .type = tp_nil });
    return give(function_slot(argv, SLOT_CLOSURE));
}

static bool globals_get(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue *globals = &function_of(argv)->globals;
    if (globals->type == tp_module)
        pk_mappingproxy__namedict(py_retval(), globals);
    else
        give(globals);
    return true;
}

static bool represent(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    c11_sbuf__write_cstr(&text, "<function ");
    c11_sbuf__write_cstr(&text, function_is_ours(argv) ? function_qualified_name(argv)
                                                       : function_of(argv)->decl->code.name->data);
    c11_sbuf__write_cstr(&text, " at ");
    c11_sbuf__write_ptr(&text, argv->_obj);
    c11_sbuf__write_char(&text, '>');
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

/* Attributes that a script has given a function stand in a dict of its own; the rest is as with
 * any other object: data descriptors of the type, the function's own, the type's others. */
static bool get_attribute(py_Ref function, py_Name name)
{
    py_Ref of_type = class_find(pk_typeinfo(tp_function), name);
    if (of_type != NULL && of_type->type == tp_property)
        return py_call(py_getslot(of_type, 0), 1, function);
    if (function_is_ours(function)) {
        py_TValue attributes = function_get_more(function, MORE_ATTRIBUTES);
        if (attributes.type == tp_dict) {
            const int found = py_dict_getitem(&attributes, py_name2ref(name));
            if (found != 0)
                return found > 0;
        }
    }
    if (of_type == NULL)
        return py_exception(tp_AttributeError, "'function' object has no attribute '%n'", name);
    if (UNLIKELY(name == __new__))
        return give(of_type); /* a static method */
    if (of_type->type == tp_function || of_type->type == tp_nativefunc) {
        const py_TValue self = *function;
        py_newboundmethod(py_retval(), (py_Ref)&self, of_type);
        return true;
    }
    const py_TValue found = *of_type, self = *function;
    return descriptor_get(&found, &self, pk_typeinfo(tp_function));
}

static bool set_attribute(py_Ref function, py_Name name, py_Ref value)
{
    py_Ref of_type = class_find(pk_typeinfo(tp_function), name);
    if (of_type != NULL && of_type->type == tp_property) {
        py_Ref setter = py_getslot(of_type, 1);
        if (is_none(setter))
            return py_exception(tp_AttributeError, "readonly attribute");
        py_TValue *arguments = pk_current_vm->stack.sp;
        stack_push(pk_current_vm, function);
        stack_push(pk_current_vm, value);
        const bool ok = py_call(setter, 2, arguments);
        pk_current_vm->stack.sp = arguments;
        return ok;
    }
    if (!is_settable(function) || !dict_of(function, MORE_ATTRIBUTES))
        return false;
    py_TValue attributes = *py_retval();
    return py_dict_setitem(&attributes, py_name2ref(name), value);
}

/* What a deletion leaves: None, as CPython's functions have it for most; or an error. */
static bool delete_of_type(py_Ref function, py_Name name)
{
    static const struct {
        const char *name;
        enum function_more part;
    } parts[] = {
        { "__doc__", MORE_DOCSTRING },
        { "__module__", MORE_MODULE },
        { "__kwdefaults__", MORE_KEYWORD_DEFAULTS },
        { "__annotations__", MORE_ANNOTATIONS },
    };
    static const struct {
        const char *name, *kind;
    } kept[] = { { "__name__", "a string" },
                 { "__qualname__", "a string" },
                 { "__code__", "a code" } };
    const py_TValue none = { .type = tp_NoneType }, nil = { .type = tp_nil };
    if (!is_settable(function))
        return false;
    for (size_t i = 0; i < COUNT(parts); i++)
        if (name == py_name(parts[i].name)) {
            function_set_more(function, parts[i].part, i < 2 ? &none : &nil);
            return true;
        }
    for (size_t i = 0; i < COUNT(kept); i++)
        if (name == py_name(kept[i].name))
            return TypeError("%n must be set to %s object", name, kept[i].kind);
    if (name == py_name("__dict__"))
        return TypeError("cannot delete __dict__");
    if (name != py_name("__defaults__"))
        return py_exception(tp_AttributeError, "readonly attribute");
    function_set_defaults(function, &nil);
    return true;
}

static bool delete_attribute(py_Ref function, py_Name name)
{
    py_Ref of_type = class_find(pk_typeinfo(tp_function), name);
    if (of_type != NULL && of_type->type == tp_property)
        return delete_of_type(function, name);
    if (function_is_ours(function)) {
        py_TValue attributes = function_get_more(function, MORE_ATTRIBUTES);
        if (attributes.type == tp_dict) {
            const int found = py_dict_delitem(&attributes, py_name2ref(name));
            if (found != 0)
                return found > 0;
        }
    }
    return py_exception(tp_AttributeError, "'function' object has no attribute '%n'", name);
}

/* f.__get__(object): as a method of it; of no object, f itself. */
static bool get(int argc, py_Ref argv)
{
    if (argc != 2 && argc != 3)
        return TypeError("__get__() takes 1 or 2 arguments but %d were given", argc - 1);
    if (is_none(&argv[1]))
        return give(argv);
    const py_TValue self = argv[1], function = argv[0];
    py_newboundmethod(py_retval(), (py_Ref)&self, (py_Ref)&function);
    return true;
}

static bool call(int argc, py_Ref argv) { return py_call(argv, argc - 1, argv + 1); }

bool functions_install(void)
{
    static const struct {
        const char *name;
        py_CFunction get, set;
    } properties[] = {
        { "__name__", name_get, name_set },
        { "__qualname__", qualified_name_get, qualified_name_set },
        { "__doc__", docstring_get, docstring_set },
        { "__module__", module_get, module_set },
        { "__defaults__", defaults_get, defaults_set },
        { "__kwdefaults__", keyword_defaults_get, keyword_defaults_set },
        { "__annotations__", annotations_get, annotations_set },
        { "__dict__", attributes_get, attributes_set },
        { "__closure__", closure_get, NULL },
        { "__globals__", globals_get, NULL },
    };
    for (size_t i = 0; i < COUNT(properties); i++)
        py_bindproperty(tp_function, properties[i].name, properties[i].get, properties[i].set);
    py_bindmagic(tp_function, __repr__, represent);
    py_bindmagic(tp_function, __call__, call);
    py_bindmethod(tp_function, "__get__", get);
    py_TypeInfo *const type = pk_typeinfo(tp_function);
    type->getattribute = get_attribute;
    type->setattribute = set_attribute;
    type->delattribute = delete_attribute;
    return true;
}
