/* stored.c -- what stored.h describes.
 *
 * A code: its name, bytecodes, places, constants, names, blocks, functions, lines; each list after the
 * number of its items.  A function: its code, and what FuncDecl has besides.  A name is its
 * size, its bytes and a NUL.
 */
#include "interpose/stored.h"

#include <string.h>

/* ------------------------------------------------------------------------- writing */

typedef struct writer {
    text *to;
    bool ok;
} writer;

static void put(writer *w, const void *bytes, size_t size)
{
    w->ok = w->ok && text_append(w->to, bytes, size);
}
static void put_number(writer *w, int64_t number)
{
    put(w, &(int32_t){ (int32_t)number }, sizeof(int32_t));
}
static void put_text(writer *w, c11_sv sv)
{
    put_number(w, sv.size);
    put(w, sv.data, (size_t)sv.size);
    put(w, "", 1);
}

static void put_vector(writer *w, const c11_vector *vector)
{
    put_number(w, vector->length);
    if (vector->length > 0)
        put(w, vector->data, (size_t)vector->length * (size_t)vector->elem_size);
}

static void put_names(writer *w, const c11_vector *names)
{
    put_number(w, names->length);
    for (int i = 0; i < names->length; i++)
        put_text(w, py_name2sv(c11__getitem(py_Name, names, i)));
}

static void put_value(writer *w, py_Ref value)
{
    put_number(w, value->type);
    switch (value->type) {
    case tp_int: put(w, &value->_i64, sizeof value->_i64); break;
    case tp_float: put(w, &value->_f64, sizeof value->_f64); break;
    case tp_bool: put_number(w, value->_bool); break;
    case tp_str: put_text(w, py_tosv(value)); break;
    case tp_bytes: {
        int size;
        const unsigned char *const bytes = py_tobytes(value, &size);
        put_text(w, (c11_sv){ (const char *)bytes, size });
        break;
    }
    case tp_tuple:
        put_number(w, py_tuple_len(value));
        for (int i = 0; i < py_tuple_len(value); i++)
            put_value(w, py_tuple_getitem(value, i));
        break;
    case tp_nil:
    case tp_NoneType:
    case tp_ellipsis: break;
    default: w->ok = false;
    }
}

static void put_code(writer *w, const CodeObject *code);

static void put_function(writer *w, const FuncDecl *function)
{
    put_code(w, &function->code);
    put_vector(w, &function->args);
    put_number(w, function->starred_arg);
    put_number(w, function->starred_kwarg);
    put_number(w, function->nested);
    put_number(w, function->type);
    put_number(w, function->docstring != NULL);
    if (function->docstring != NULL)
        put_text(w, (c11_sv){ function->docstring, (int)strlen(function->docstring) });
    put_number(w, function->kwargs.length);
    for (int i = 0; i < function->kwargs.length; i++) {
        FuncDeclKwArg *const argument = c11__at(FuncDeclKwArg, &function->kwargs, i);
        put_number(w, argument->index);
        put_text(w, py_name2sv(argument->key));
        put_value(w, &argument->value);
    }
}

static void put_code(writer *w, const CodeObject *code)
{
    put_text(w, c11_string__sv(code->name));
    put_vector(w, &code->codes);
    put_vector(w, &code->codes_ex);
    put_number(w, code->consts.length);
    for (int i = 0; i < code->consts.length; i++)
        put_value(w, c11__at(py_TValue, &code->consts, i));
    put_names(w, &code->varnames);
    put_names(w, &code->names);
    put_number(w, code->nlocals);
    put_vector(w, &code->blocks);
    put_number(w, code->func_decls.length);
    for (int i = 0; i < code->func_decls.length; i++)
        put_function(w, c11__getitem(FuncDecl_, &code->func_decls, i));
    put_number(w, code->start_line);
    put_number(w, code->end_line);
}

bool stored_write(const CodeObject *code, text *to)
{
    writer w = { to, true };
    put_code(&w, code);
    return w.ok;
}

/* ------------------------------------------------------------------------- reading */

static int take_number(const char **at)
{
    int32_t number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static c11_sv take_text(const char **at)
{
    const int size = take_number(at);
    const c11_sv sv = { *at, size };
    *at += size + 1;
    return sv;
}

static void take_vector(const char **at, c11_vector *vector)
{
    const int length = take_number(at);
    c11_vector__clear(vector);
    if (length == 0)
        return;
    c11_vector__reserve(vector, length);
    memcpy(vector->data, *at, (size_t)length * (size_t)vector->elem_size);
    vector->length = length;
    *at += (size_t)length * (size_t)vector->elem_size;
}

static void take_names(const char **at, c11_vector *names, c11_smallmap_n2d *places)
{
    const int length = take_number(at);
    c11_vector__reserve(names, length);
    for (int i = 0; i < length; i++) {
        const py_Name name = py_namev(take_text(at));
        c11_vector__push(py_Name, names, name);
        c11_smallmap_n2d__set(places, name, i);
    }
}

static void take_value(const char **at, py_TValue *value)
{
    const int type = take_number(at);
    switch (type) {
    case tp_int: {
        int64_t number;
        memcpy(&number, *at, sizeof number);
        *at += sizeof number;
        py_newint(value, number);
        break;
    }
    case tp_float: {
        double number;
        memcpy(&number, *at, sizeof number);
        *at += sizeof number;
        py_newfloat(value, number);
        break;
    }
    case tp_bool: py_newbool(value, take_number(at) != 0); break;
    case tp_str: py_newstrv(value, take_text(at)); break;
    case tp_bytes: {
        const c11_sv bytes = take_text(at);
        memcpy(py_newbytes(value, bytes.size), bytes.data, (size_t)bytes.size);
        break;
    }
    case tp_tuple: {
        const int length = take_number(at);
        py_TValue *const items = py_newtuple(value, length);
        for (int i = 0; i < length; i++)
            py_newnil(&items[i]);
        for (int i = 0; i < length; i++)
            take_value(at, &items[i]);
        break;
    }
    case tp_ellipsis: py_newellipsis(value); break;
    case tp_NoneType: py_newnone(value); break;
    default: py_newnil(value);
    }
}

static void take_code(const char **at, CodeObject *code);

static FuncDecl_ take_function(const char **at, SourceData_ source)
{
    const FuncDecl_ function = FuncDecl__rcnew(source, (c11_sv){ "", 0 });
    take_code(at, &function->code);
    take_vector(at, &function->args);
    function->starred_arg = take_number(at);
    function->starred_kwarg = take_number(at);
    function->nested = take_number(at) != 0;
    function->type = (FuncType)take_number(at);
    if (take_number(at) != 0) {
        const c11_sv docstring = take_text(at);
        function->docstring = memcpy(pkhost_libc_malloc((size_t)docstring.size + 1), docstring.data,
                                     (size_t)docstring.size + 1);
    }
    for (int left = take_number(at); left > 0; left--) {
        FuncDeclKwArg argument = { .index = take_number(at) };
        argument.key = py_namev(take_text(at));
        take_value(at, &argument.value);
        c11_vector__push(FuncDeclKwArg, &function->kwargs, argument);
        c11_smallmap_n2d__set(&function->kw_to_index, argument.key, argument.index);
    }
    return function;
}

/* Into a code that was constructed without a name. */
static void take_code(const char **at, CodeObject *code)
{
    const c11_sv name = take_text(at);
    c11_string__delete(code->name);
    code->name = c11_string__new2(name.data, name.size);
    take_vector(at, &code->codes);
    take_vector(at, &code->codes_ex);
    const int constants = take_number(at);
    c11_vector__reserve(&code->consts, constants);
    for (int i = 0; i < constants; i++) {
        py_TValue value;
        take_value(at, &value);
        c11_vector__push(py_TValue, &code->consts, value);
    }
    take_names(at, &code->varnames, &code->varnames_inv);
    take_names(at, &code->names, &code->names_inv);
    code->nlocals = take_number(at);
    take_vector(at, &code->blocks);
    const int functions = take_number(at);
    for (int i = 0; i < functions; i++) {
        const FuncDecl_ function = take_function(at, code->src);
        c11_vector__push(FuncDecl_, &code->func_decls, function);
    }
    code->start_line = take_number(at);
    code->end_line = take_number(at);
}

void stored_read(const char *bytes, SourceData_ source, CodeObject *code)
{
    CodeObject__ctor(code, source, (c11_sv){ "", 0 });
    take_code(&bytes, code);
}
