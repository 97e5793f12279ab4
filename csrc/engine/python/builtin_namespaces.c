/* builtin_namespaces.c -- builtins that work with names: globals, locals, vars, dir, exec, eval,
 * compile, __import__, getattr and its like, for VMs of dialect "python".
 *
 * locals() of a function is a dict of its own (language/namespaces.c), and exec() in a function works
 * on such a dict.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/namespaces.h"
#include "interpose/natives.h"
#include "language/namespaces.h"
#include "language/objects.h"
#include "language/signatures.h"
#include "python/builtin_install.h"

#include <string.h>

/* ----------------------------------------------------------------- globals and locals */

static bool builtin_globals(int argc, py_Ref argv)
{
    (void)argv;
    if (argc != 0)
        return TypeError("globals() takes no arguments (%d given)", argc);
    py_StackRef made = py_pushtmp();
    namespace_globals(pk_current_vm->top_frame, made);
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool builtin_locals(int argc, py_Ref argv)
{
    (void)argv;
    if (argc != 0)
        return TypeError("locals() takes no arguments (%d given)", argc);
    py_StackRef made = py_pushtmp();
    if (!namespace_locals(pk_current_vm->top_frame, made))
        return false;
    *py_retval() = *made;
    py_pop();
    return true;
}

static bool builtin_vars(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("vars expected at most 1 argument, got %d", argc);
    if (argc == 0)
        return builtin_locals(0, NULL);
    if (py_getattr(argv, py_name("__dict__")))
        return true;
    if (!py_matchexc(tp_AttributeError))
        return false;
    py_clearexc(NULL);
    return TypeError("vars() argument must have __dict__ attribute");
}

static bool builtin_dir(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("dir expected at most 1 argument, got %d", argc);
    if (argc == 1)
        return objects_dir(argv);
    py_StackRef names = py_pushtmp();
    if (!namespace_locals(pk_current_vm->top_frame, names))
        return false;
    py_TValue sorted = *py_getbuiltin(py_name("sorted"));
    if (!py_call(&sorted, 1, names))
        return false;
    py_pop();
    return true;
}

/* --------------------------------------------------------------- compile, exec, eval */

/* A source as PocketPy wants it: with a NUL at its end and none inside; NULL: an exception. */
static const char *source_of(py_Ref source, const char *function, const char *what)
{
    c11_sv text;
    if (py_isinstance(source, tp_str)) {
        text = py_tosv(source);
    } else if (source->type == tp_bytes) {
        int size;
        const unsigned char *const data = py_tobytes(source, &size);
        text = (c11_sv){ (const char *)data, size };
    } else {
        TypeError("%s() arg 1 must be a %s", function, what);
        return NULL;
    }
    if (memchr(text.data, '\0', (size_t)text.size) != NULL) {
        py_exception(tp_SyntaxError, "source code string cannot contain null bytes");
        return NULL;
    }
    /* A bytes object has no NUL at its end. */
    char *const copy = pkhost_libc_malloc((size_t)text.size + 1);
    memcpy(copy, text.data, (size_t)text.size);
    copy[text.size] = '\0';
    return copy;
}

/* The code object in the VM's retval. */
static bool compile_source(py_Ref source, const char *filename, enum py_CompileMode mode,
                           const char *function)
{
    static const char either[] = "string, bytes or code object";
    const char *const text = source_of(source, function, either);
    if (text == NULL)
        return false;
    const char *start = text;
    if (mode == EVAL_MODE)
        start += strspn(text, " \t");
    const bool ok = py_compile(start, filename, mode, true);
    pkhost_libc_free((void *)text);
    return ok;
}

static bool compile_with(py_Ref source, py_Ref filename, py_Ref mode)
{
    static const struct {
        const char *name;
        enum py_CompileMode mode;
    } modes[] = { { "exec", EXEC_MODE }, { "eval", EVAL_MODE }, { "single", SINGLE_MODE } };
    if (!py_isinstance(mode, tp_str))
        return TypeError("compile() argument 'mode' must be str, not %t", mode->type);
    if (source->type == tp_code) {
        *py_retval() = *source;
        return true;
    }
    if (!py_isinstance(filename, tp_str))
        return TypeError("expected str, bytes or os.PathLike object, not %t", filename->type);
    for (size_t i = 0; i < COUNT(modes); i++)
        if (strcmp(py_tostr(mode), modes[i].name) == 0)
            return compile_source(source, py_tostr(filename), modes[i].mode, "compile");
    return ValueError("compile() mode must be 'exec', 'eval' or 'single'");
}

static bool builtin_compile(int argc, py_Ref argv)
{
    static const char *const names[] = { "source", "filename", "mode" };
    if (argc < 3)
        return TypeError("compile() missing required argument '%s' (pos %d)", names[argc],
                         argc + 1);
    return compile_with(&argv[0], &argv[1], &argv[2]);
}

/* What compile() made says of itself. */
static bool code_filename(int argc, py_Ref argv)
{
    PY_CHECK_ARGC(1);
    if (argv->type != tp_code)
        return TypeError("this attribute is of a code object");
    const CodeObject *const code = py_touserdata(argv);
    py_newstr(py_retval(), code->src->filename->data);
    return true;
}

static bool code_name(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newstr(py_retval(), "<module>");
    return true;
}

static bool code_first_line(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newint(py_retval(), 1);
    return true;
}

static bool code_no_arguments(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newint(py_retval(), 0);
    return true;
}

static bool code_no_names(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    py_newtuple(py_retval(), 0);
    return true;
}

/* A namespace that code can run in, in place of what the script gave; false: it is none. */
static bool take_namespace(py_StackRef namespace)
{
    if (namespace->type == tp_namedict) { /* globals() of a module */
        const py_TValue module = *py_getslot(namespace, 0);
        if (module.type != tp_module)
            return false;
        *namespace = module;
        return true;
    }
    return py_isinstance(namespace, tp_dict);
}

static bool add_builtins(py_StackRef globals)
{
    py_TValue key;
    if (globals->type != tp_dict)
        return true;
    py_newstr(&key, "__builtins__");
    const int there = py_dict_getitem(globals, &key);
    return there != 0 ? there > 0 : py_dict_setitem(globals, &key, pk_current_vm->builtins);
}

/* `globals` and `locals`: nil or None: not given. */
static bool run(const char *function, py_Ref source, py_Ref globals, py_Ref locals,
                enum py_CompileMode mode)
{
    enum { CODE, GLOBALS, LOCALS };
    VM *const pk = pk_current_vm;
    py_Frame *const frame = pk->top_frame;
    py_StackRef const before = pk->stack.sp, place = py_pushtmp();
    py_pushtmp();
    py_pushtmp();
    memset(place, 0, 3 * sizeof *place);
    const bool has_globals = globals->type != tp_nil && globals->type != tp_NoneType;
    const bool has_locals = locals->type != tp_nil && locals->type != tp_NoneType;
    place[CODE] = *source;
    if (has_globals)
        place[GLOBALS] = *globals;
    else
        place[GLOBALS] = frame == NULL ? *pk->main : *frame->globals;
    if (has_globals && !take_namespace(&place[GLOBALS]))
        return TypeError("globals must be a dict");
    if (has_locals) {
        place[LOCALS] = *locals;
        if (!take_namespace(&place[LOCALS]))
            return TypeError("locals must be a mapping");
    } else if (!has_globals && frame != NULL && !frame->is_locals_special) {
        if (!namespace_locals(frame, &place[LOCALS]))
            return false;
    } else if (!has_globals && frame != NULL && frame->locals->type == tp_dict) {
        place[LOCALS] = frame->locals[0];
    }
    /* One that is both is the globals alone. */
    if (place[LOCALS].type == place[GLOBALS].type && place[LOCALS]._obj == place[GLOBALS]._obj)
        py_newnil(&place[LOCALS]);
    namespace_as_dict(&place[LOCALS]);
    if (place[LOCALS].type == tp_module) {
        py_TValue view;
        pk_mappingproxy__namedict(&view, &place[LOCALS]);
        if (!py_tpcall(tp_dict, 1, &view))
            return false;
        place[LOCALS] = *py_retval();
    }
    if (!add_builtins(&place[GLOBALS]))
        return false;
    if (source->type != tp_code) {
        if (!compile_source(source, "<string>", mode, function))
            return false;
        place[CODE] = *py_retval();
    }
    if (place[GLOBALS].type == tp_module) { /* as pk_execdyn() takes it */
        const py_TValue of = place[GLOBALS];
        pk_mappingproxy__namedict(&place[GLOBALS], (py_Ref)&of);
    }
    CodeObject *const code = py_touserdata(&place[CODE]);
    py_Ref const module = frame == NULL ? pk->main : frame->module;
    if (!pk_execdyn(code, module, &place[GLOBALS], &place[LOCALS]))
        return false;
    pk->stack.sp = before;
    if (mode == EXEC_MODE)
        py_newnone(py_retval());
    return true;
}

static bool exec_or_eval(const char *name, int argc, py_Ref argv, enum py_CompileMode mode)
{
    if (argc < 1)
        return mode == EXEC_MODE
                   ? TypeError("exec() takes at least 1 positional argument (0 given)")
                   : TypeError("eval expected at least 1 argument, got 0");
    if (argc > 3)
        return TypeError("%s expected at most 3 arguments, got %d", name, argc);
    return run(name, &argv[0], argc > 1 ? &argv[1] : py_NIL(), argc > 2 ? &argv[2] : py_NIL(),
               mode);
}

static bool builtin_exec(int argc, py_Ref argv)
{
    return exec_or_eval("exec", argc, argv, EXEC_MODE);
}
static bool builtin_eval(int argc, py_Ref argv)
{
    return exec_or_eval("eval", argc, argv, EVAL_MODE);
}

/* ------------------------------------------------------------------------ __import__ */

static bool builtin_import(int argc, py_Ref argv)
{
    if (argc < 1)
        return TypeError("__import__() missing required argument 'name' (pos 1)");
    if (!py_isinstance(argv, tp_str))
        return TypeError("module name must be a string");
    const c11_sv name = py_tosv(argv);
    if (name.size == 0)
        return ValueError("Empty module name");
    if (name.size > PK_MAX_MODULE_PATH_LEN || memchr(name.data, '\0', (size_t)name.size) != NULL)
        return py_exception(tp_ImportError, "No module named '%v'", name);
    const int found = py_import(py_tostr(argv));
    const char *const dot = memchr(name.data, '.', (size_t)name.size);
    if (found <= 0) {
        c11_sv missing = name;
        if (dot != NULL) { /* it is the package that is missing, if that is so */
            char package[PK_MAX_MODULE_PATH_LEN + 1];
            memcpy(package, name.data, (size_t)(dot - name.data));
            package[dot - name.data] = '\0';
            if (found == 0 && py_getmodule(package) == NULL)
                missing.size = (int)(dot - name.data);
        }
        return found < 0 ? false : py_exception(tp_ImportError, "No module named '%v'", missing);
    }
    /* Of "a.b" it is a that is given, unless something is wanted of b. */
    bool wants_part = false;
    if (argc > 3 && argv[3].type != tp_nil) {
        const py_TValue module = *py_retval();
        const int wanted = py_bool(&argv[3]);
        if (wanted < 0)
            return false;
        wants_part = wanted;
        *py_retval() = module;
    }
    if (dot != NULL && !wants_part) {
        char package[PK_MAX_MODULE_PATH_LEN + 1];
        memcpy(package, name.data, (size_t)(dot - name.data));
        package[dot - name.data] = '\0';
        py_Ref module = py_getmodule(package);
        if (module != NULL)
            *py_retval() = *module;
    }
    return true;
}

/* ---------------------------------------------------------------- getattr and its like */

static bool name_of(py_Ref value, py_Name *out)
{
    if (!py_isinstance(value, tp_str))
        return TypeError("attribute name must be string, not '%t'", value->type);
    *out = py_namev(py_tosv(value));
    return true;
}

/* 1: in the VM's retval; 0: an AttributeError said that there is none; -1: an exception. */
static int attribute(py_Ref object, py_Name name)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    if (py_getattr(object, name))
        return 1;
    if (!py_matchexc(tp_AttributeError))
        return -1;
    py_clearexc(before);
    return 0;
}

static bool builtin_getattr(int argc, py_Ref argv)
{
    py_Name name = NULL;
    if (argc < 2)
        return TypeError("getattr expected at least 2 arguments, got %d", argc);
    if (argc > 3)
        return TypeError("getattr expected at most 3 arguments, got %d", argc);
    if (!name_of(&argv[1], &name))
        return false;
    if (argc == 2)
        return py_getattr(argv, name);
    const int found = attribute(argv, name);
    if (found == 0)
        *py_retval() = argv[2];
    return found >= 0;
}

static bool builtin_hasattr(int argc, py_Ref argv)
{
    py_Name name = NULL;
    if (argc != 2)
        return TypeError("hasattr expected 2 arguments, got %d", argc);
    if (!name_of(&argv[1], &name))
        return false;
    const int found = attribute(argv, name);
    if (found < 0)
        return false;
    py_newbool(py_retval(), found);
    return true;
}

static bool builtin_setattr(int argc, py_Ref argv)
{
    py_Name name = NULL;
    if (argc != 3)
        return TypeError("setattr expected 3 arguments, got %d", argc);
    if (!name_of(&argv[1], &name) || !py_setattr(argv, name, &argv[2]))
        return false;
    py_newnone(py_retval());
    return true;
}

static bool builtin_delattr(int argc, py_Ref argv)
{
    py_Name name = NULL;
    if (argc != 2)
        return TypeError("delattr expected 2 arguments, got %d", argc);
    if (!name_of(&argv[1], &name) || !py_delattr(argv, name))
        return false;
    py_newnone(py_retval());
    return true;
}

bool builtin_namespaces_install(void)
{
    static const native functions[] = {
        { "__import__", builtin_import }, { "compile", builtin_compile },
        { "delattr", builtin_delattr },   { "dir", builtin_dir },
        { "eval", builtin_eval },         { "exec", builtin_exec },
        { "getattr", builtin_getattr },   { "globals", builtin_globals },
        { "hasattr", builtin_hasattr },   { "locals", builtin_locals },
        { "setattr", builtin_setattr },   { "vars", builtin_vars },
    };
    static const native_signature signatures[] = {
        { "compile(source, filename, mode, flags=, dont_inherit=, optimize=, *, _feature_version=)",
          builtin_compile, NULL },
        { "__import__(name, globals=, locals=, fromlist=, level=)", builtin_import, NULL },
    };
    signatures_add(signatures, COUNT(signatures));
    /* What every module of CPython's has of its own. */
    static const char *const of_modules[] = { "__doc__", "__spec__", "__loader__", "__package__" };
    for (size_t i = 0; i < COUNT(of_modules); i++)
        py_setdict(pk_current_vm->builtins, py_name(of_modules[i]), py_None());
    py_setdict(pk_current_vm->builtins, py_name("__builtins__"), pk_current_vm->builtins);
    py_bindproperty(tp_code, "co_filename", code_filename, NULL);
    py_bindproperty(tp_code, "co_name", code_name, NULL);
    py_bindproperty(tp_code, "co_qualname", code_name, NULL);
    py_bindproperty(tp_code, "co_firstlineno", code_first_line, NULL);
    py_bindproperty(tp_code, "co_argcount", code_no_arguments, NULL);
    py_bindproperty(tp_code, "co_varnames", code_no_names, NULL);
    py_bindproperty(tp_code, "co_freevars", code_no_names, NULL);
    return natives_replace(pk_current_vm->builtins, functions, COUNT(functions));
}
