/* code_objects.c -- what code_objects.h describes.
 *
 * PocketPy's code belongs to a function's declaration, so this is an object of ours that holds the
 * function.  Two of one function's are equal, but not the same.  The code of a module is gone when
 * the module has run: of that it holds the place that was asked for.
 */
#include "language/code_objects.h"

#include "base/current.h"
#include "language/handlers.h"
#include "language/install.h"

#include <string.h>

/* Behind the slot of its function. */
typedef struct place {
    SourceData_ source; /* NULL: it is a function's */
    c11_string *name;
    int first_line, line;
    code_columns columns;
} place;

enum { UNKNOWN = 0xFFFF };

static const CodeObject *code_of(const py_TValue *self)
{
    return &function_of(object_slots(self))->decl->code;
}

static place *place_of(const py_TValue *self) { return object_data(self); }
static bool is_place(const py_TValue *self) { return place_of(self)->source != NULL; }

static const code_details *details_here(const py_TValue *self)
{
    return is_place(self) ? NULL : details_of(code_of(self));
}

static void destroy(void *data)
{
    place *const p = data;
    if (p->source != NULL)
        PK_DECREF(p->source);
    if (p->name != NULL)
        c11_string__delete(p->name);
}

static place *make(py_OutRef out)
{
    place *const p = py_newobject(out, pkhost_here->types.function_code, 1, sizeof *p);
    *p = (place){ 0 };
    object_slots(out)[0] = (py_TValue){ .type = tp_nil };
    return p;
}

void code_object_of_function(py_OutRef out, const py_TValue *function)
{
    const py_TValue of = *function;
    py_TValue code;
    make(&code);
    object_slots(&code)[0] = of;
    *out = code;
}

void code_object_of_place(py_OutRef out, SourceData_ source, const char *name, int first_line,
                          int line, code_columns columns)
{
    py_TValue code;
    c11_string *const copy = c11_string__new(name == NULL ? "<module>" : name);
    place *const p = make(&code);
    *p = (place){ source, copy, first_line, line, columns };
    PK_INCREF(source);
    *out = code;
}

/* ------------------------------------------------------------------ their attributes */

static SourceData_ source_of(const py_TValue *self)
{
    return is_place(self) ? place_of(self)->source : code_of(self)->src;
}

static int first_line_of(const py_TValue *self)
{
    return is_place(self) ? place_of(self)->first_line : code_of(self)->start_line;
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
    return give_text(is_place(argv) ? place_of(argv)->name->data : code_of(argv)->name->data);
}

static bool qualified_name(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_here(argv);
    return details == NULL ? name(argc, argv)
                           : give_text((const char *)details + details->qualified_name);
}

static bool filename(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_text(source_of(argv)->filename->data);
}

static bool first_line(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_int(first_line_of(argv));
}

static bool give_count(int argc, py_Ref argv, size_t offset)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_here(argv);
    uint16_t count = 0;
    if (details != NULL)
        memcpy(&count, (const char *)details + offset, sizeof count);
    return give_int(count);
}

static bool positional(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_here(argv);
    return give_int(details == NULL ? 0 : details->positional_only + details->positional);
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
    return give_int(is_place(argv) ? 0 : code_of(argv)->nlocals);
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
        ITERABLE_COROUTINE = 256,
        ASYNC_GENERATOR = 512
    };
    const code_details *details = details_here(argv);
    const uint32_t ours = details == NULL ? 0 : details->flags;
    int theirs = ours & CODE_FUNCTION ? OPTIMIZED | NEWLOCALS : 0;
    theirs |= ours & CODE_VARARGS ? VARARGS : 0;
    theirs |= ours & CODE_VARKEYWORDS ? VARKEYWORDS : 0;
    theirs |= ours & CODE_NESTED ? NESTED : 0;
    if (ours & CODE_COROUTINE)
        theirs |= ours & CODE_GENERATOR ? ASYNC_GENERATOR : COROUTINE;
    else
        theirs |= ours & CODE_GENERATOR ? GENERATOR : 0;
    theirs |= ours & CODE_AWAITABLE ? ITERABLE_COROUTINE : 0;
    return give_int(theirs);
}

static bool give_names(const c11_vector *names)
{
    const int count = names == NULL ? 0 : names->length;
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
    return give_names(is_place(argv) ? NULL : &code_of(argv)->varnames);
}

static bool other_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    return give_names(is_place(argv) ? NULL : &code_of(argv)->names);
}

static bool free_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *details = details_here(argv);
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
    if (is_place(argv)) {
        py_newtuple(py_retval(), 0);
        return true;
    }
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
    c11_sbuf text;
    c11_sbuf__ctor(&text);
    pk_sprintf(&text, "<code object %s at ",
               is_place(argv) ? place_of(argv)->name->data : code_of(argv)->name->data);
    c11_sbuf__write_ptr(&text, argv->_obj);
    pk_sprintf(&text, ", file \"%s\", line %d>", source_of(argv)->filename->data,
               first_line_of(argv));
    c11_sbuf__py_submit(&text, py_retval());
    return true;
}

static bool is_same(py_Ref argv)
{
    if (argv[1].type != argv[0].type)
        return false;
    if (is_place(&argv[0]) || is_place(&argv[1]))
        return argv[0]._obj == argv[1]._obj;
    return code_of(&argv[0]) == code_of(&argv[1]);
}

bool code_objects_are_one(const py_TValue *a, const py_TValue *b)
{
    return a->type == b->type && a->type == pkhost_here->types.function_code && !is_place(a)
           && !is_place(b) && code_of(a) == code_of(b);
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
    return give_int(is_place(argv) ? (uint32_t)(uintptr_t)argv->_obj
                                   : (uint32_t)(uintptr_t)code_of(argv));
}

/* Of a bytecode, or None four times. */
static void position_new(py_OutRef out, int line, code_columns c)
{
    py_TValue made;
    const bool known = c.column != UNKNOWN && c.end_column != UNKNOWN;
    const int64_t values[] = { line, line + c.end_line, c.column, c.end_column };
    py_newtuple(&made, COUNT(values));
    for (size_t i = 0; i < COUNT(values); i++) {
        if (known || i == 0)
            py_newint(&object_slots(&made)[i], values[i]);
        else
            py_newnone(&object_slots(&made)[i]);
    }
    *out = made;
}

static code_columns columns_at(const code_details *details, int i)
{
    code_columns c = { UNKNOWN, UNKNOWN, 0 };
    const uint64_t at = details->columns + (uint64_t)i * sizeof c;
    if (details->columns != 0 && at + sizeof c <= details->size)
        memcpy(&c, (const char *)details + at, sizeof c);
    return c;
}

/* For each bytecode; of a place, for that one. */
static bool positions(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    const code_details *const details = details_here(argv);
    const int count = details == NULL ? 1 : code_of(argv)->codes_ex.length;
    py_StackRef list = py_pushtmp();
    py_newlistn(list, count);
    memset(py_list_data(list), 0, (size_t)count * sizeof(py_TValue));
    for (int i = 0; i < count; i++) {
        py_TValue position;
        if (details == NULL)
            position_new(&position, place_of(argv)->line, place_of(argv)->columns);
        else
            position_new(&position, c11__at(BytecodeEx, &code_of(argv)->codes_ex, i)->lineno,
                         columns_at(details, i));
        py_list_data(list)[i] = position;
    }
    const bool ok = py_iter(list);
    if (ok)
        py_pop();
    return ok;
}

/* Variables that inner functions share: the slots that begin as cells. */
static bool cell_names(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    py_TValue list;
    py_newlist(&list);
    *py_retval() = list;
    if (is_place(argv))
        return py_tpcall(tp_tuple, 1, &list);
    const CodeObject *const code = code_of(argv);
    const Bytecode *const codes = code->codes.data;
    for (int i = 0; i < code->codes.length; i++) {
        if (codes[i].op != OP_FORMAT_STRING)
            continue;
        const c11_sv operation = py_tosv(c11__at(py_TValue, &code->consts, codes[i].arg));
        uint32_t slot;
        if (operation.size != OPERATION_SIZE || operation.data[1] != OPERATION_MAKE_CELL)
            continue;
        memcpy(&slot, operation.data + 2, sizeof slot);
        const py_Name name = (int)slot < code->nlocals ? variable_in(code, (int)slot) : NULL;
        if (name != NULL)
            py_list_append(&list, py_name2ref(name));
    }
    return py_tpcall(tp_tuple, 1, &list);
}

static bool of_function(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    code_object_of_function(py_retval(), argv);
    return true;
}

/* f.__code__ = g.__code__.  The code that it had stays: frames may be at work in it. */
static bool give_function(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(2);
    if (!function_is_ours(argv))
        return TypeError("a native function's attributes are read-only");
    if (argv[1].type != pkhost_here->types.function_code || is_place(&argv[1]))
        return TypeError("__code__ must be set to a code object");
    Function *const function = function_of(argv);
    const FuncDecl_ declaration = function_of(object_slots(&argv[1]))->decl;
    const code_details *const before = details_of(&function->decl->code), *const after = details_of(
                                                                              &declaration->code);
    if (before == NULL || after == NULL)
        return TypeError("__code__ must be set to a code object");
    /* Its names stay. */
    static const char *const names[] = { "__name__", "__qualname__" };
    for (size_t i = 0; i < COUNT(names); i++) {
        if (!py_getattr(argv, py_name(names[i])))
            return false;
        const py_TValue kept = *py_retval();
        function_set_more(argv, i == 0 ? MORE_NAME : MORE_QUALIFIED_NAME, &kept);
    }
    const py_TValue name = function_get_more(argv, MORE_NAME);
    if (before->free_count != after->free_count)
        return ValueError("%v() requires a code object with %d free vars, not %d",
                          py_tosv((py_Ref)&name), before->free_count, after->free_count);
    PK_INCREF(declaration);
    function->decl = declaration;
    py_newnone(py_retval());
    return true;
}

bool code_objects_install(void)
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
        { "co_cellvars", cell_names },
        { "co_consts", constants },
    };
    const py_Type type = pk_newtype("code", tp_object, NULL, destroy, false, true);
    pkhost_here->types.function_code = type;
    for (size_t i = 0; i < COUNT(properties); i++)
        py_bindproperty(type, properties[i].name, properties[i].get, NULL);
    py_bindmethod(type, "co_positions", positions);
    py_bindmagic(type, __repr__, represent);
    py_bindmagic(type, __eq__, equal);
    py_bindmagic(type, __hash__, hash);
    py_bindproperty(tp_function, "__code__", of_function, give_function);
    /* As they are named in messages. */
    pk_typeinfo(tp_nativefunc)->name = py_name("builtin_function_or_method");
    pk_typeinfo(pkhost_here->types.native_method)->name = py_name("builtin_function_or_method");
    pk_typeinfo(tp_boundmethod)->name = py_name("method");
    return true;
}
