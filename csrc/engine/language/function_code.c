/* function_code.c -- f.__code__: what compiled code tells about itself.
 *
 * PocketPy's code belongs to a function's declaration, so this is an object of ours that holds the
 * function.  Two of one function's are equal, but not the same.
 */
#include "base/current.h"
#include "language/function.h"
#include "language/handlers.h"
#include "language/install.h"

#include <string.h>

static const CodeObject *code_of(const py_TValue *self)
{
    return &function_of(object_slots(self))->decl->code;
}

static bool give_int(int64_t value)
{
    py_newint(py_retval(), value);
    return true;
}

static bool give_text(const char *text)
{
    py_newstr(py_retval(), text);
    return true;
}

static bool name(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_text(code_of(argv)->name->data);
}

static bool qualified_name(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_of(code_of(argv));
    return give_text(details == NULL ? code_of(argv)->name->data
                                     : (const char *)details + details->qualified_name);
}

static bool filename(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_text(code_of(argv)->src->filename->data);
}

static bool first_line(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_int(code_of(argv)->start_line);
}

static bool give_count(int argc, py_Ref argv, size_t offset)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_of(code_of(argv));
    uint16_t count = 0;
    if (details != NULL)
        memcpy(&count, (const char *)details + offset, sizeof count);
    return give_int(count);
}

static bool positional(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_of(code_of(argv));
    return give_int(details == NULL ? code_of(argv)->nlocals
                                    : details->positional_only + details->positional);
}

static bool positional_only(int argc, py_Ref argv)
{
    return give_count(argc, argv, offsetof(code_details, positional_only));
}

static bool keyword_only(int argc, py_Ref argv)
{
    return give_count(argc, argv, offsetof(code_details, keyword_only));
}

static bool stack_size(int argc, py_Ref argv)
{
    return give_count(argc, argv, offsetof(code_details, stack_depth));
}

static bool local_count(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_int(code_of(argv)->nlocals);
}

/* The flags of CPython's inspect module. */
static bool flags(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    enum {
        OPTIMIZED = 1,
        NEWLOCALS = 2,
        VARARGS = 4,
        VARKEYWORDS = 8,
        NESTED = 16,
        GENERATOR = 32,
        COROUTINE = 128,
        ASYNC_GENERATOR = 512
    };
    const code_details *details = details_of(code_of(argv));
    const uint32_t ours = details == NULL ? 0 : details->flags;
    int theirs = OPTIMIZED | NEWLOCALS;
    theirs |= ours & CODE_VARARGS ? VARARGS : 0;
    theirs |= ours & CODE_VARKEYWORDS ? VARKEYWORDS : 0;
    theirs |= ours & CODE_NESTED ? NESTED : 0;
    if (ours & CODE_COROUTINE)
        theirs |= ours & CODE_GENERATOR ? ASYNC_GENERATOR : COROUTINE;
    else
        theirs |= ours & CODE_GENERATOR ? GENERATOR : 0;
    return give_int(theirs);
}

static bool give_names(const c11_vector *names, int count)
{
    py_TValue tuple;
    py_newtuple(&tuple, count);
    for (int i = 0; i < count; i++)
        object_slots(&tuple)[i] = *py_name2ref(c11__getitem(py_Name, names, i));
    *py_retval() = tuple;
    return true;
}

static bool local_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const c11_vector *names = &code_of(argv)->varnames;
    return give_names(names, names->length);
}

static bool other_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const c11_vector *names = &code_of(argv)->names;
    return give_names(names, names->length);
}

static bool free_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_of(code_of(argv));
    const int count = details == NULL ? 0 : details->free_count;
    py_TValue tuple;
    py_newtuple(&tuple, count);
    *py_retval() = tuple;
    const char *text = details == NULL ? "" : (const char *)details + details->names;
    for (int i = 0; i < count; i++, text += strlen(text) + 1)
        py_newstr(&object_slots(&tuple)[i], text);
    *py_retval() = tuple;
    return true;
}

static bool constants(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const CodeObject *code = code_of(argv);
    py_TValue list;
    py_newlist(&list);
    for (int i = details_of(code) == NULL ? 0 : 1; i < code->consts.length; i++) {
        const py_TValue *value = c11__at(py_TValue, &code->consts, i);
        const bool is_operation = value->type == tp_str
                                  && py_tosv((py_Ref)value).size == OPERATION_SIZE
                                  && py_tosv((py_Ref)value).data[0] == OPERATION_MARK;
        if (!is_operation)
            py_list_append(&list, (py_Ref)value);
    }
    const int count = py_list_len(&list);
    py_TValue tuple;
    py_newtuple(&tuple, count);
    if (count > 0)
        memcpy(object_slots(&tuple), py_list_data(&list), (size_t)count * sizeof tuple);
    *py_retval() = tuple;
    return true;
}

static bool represent(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const CodeObject *code = code_of(argv);
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "<code object %s at ", code->name->data);
    c11_sbuf__write_ptr(&text, argv->_obj);
    pk_sprintf(&text, ", file \"%s\", line %d>", code->src->filename->data, code->start_line);
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool is_same(py_Ref argv)
{
    return argv[1].type == argv[0].type && code_of(&argv[0]) == code_of(&argv[1]);
}

static bool equal(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    py_newbool(py_retval(), is_same(argv));
    return true;
}

static bool hash(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_int((uint32_t)(uintptr_t)code_of(argv));
}

static bool of_function(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const py_TValue function = *argv;
    py_TValue code;
    py_newobject(&code, pkhost_here->types.function_code, 1, 0);
    object_slots(&code)[0] = function;
    *py_retval() = code;
    return true;
}

bool function_code_install(void)
{
    static const struct {
        const char *name;
        py_CFunction get;
    } properties[] = {
        { "co_name", name },
        { "co_qualname", qualified_name },
        { "co_filename", filename },
        { "co_firstlineno", first_line },
        { "co_argcount", positional },
        { "co_posonlyargcount", positional_only },
        { "co_kwonlyargcount", keyword_only },
        { "co_nlocals", local_count },
        { "co_stacksize", stack_size },
        { "co_flags", flags },
        { "co_varnames", local_names },
        { "co_names", other_names },
        { "co_freevars", free_names },
        { "co_consts", constants },
    };
    const py_Type type = pk_newtype("code", tp_object, NULL, NULL, false, true);
    pkhost_here->types.function_code = type;
    for (size_t i = 0; i < COUNT(properties); i++)
        py_bindproperty(type, properties[i].name, properties[i].get, NULL);
    py_bindmagic(type, __repr__, represent);
    py_bindmagic(type, __eq__, equal);
    py_bindmagic(type, __hash__, hash);
    py_bindproperty(tp_function, "__code__", of_function, NULL);
    /* As they are named in messages. */
    pk_typeinfo(tp_nativefunc)->name = py_name("builtin_function_or_method");
    pk_typeinfo(pkhost_here->types.native_method)->name = py_name("builtin_function_or_method");
    pk_typeinfo(tp_boundmethod)->name = py_name("method");
    return true;
}
