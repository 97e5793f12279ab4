/* safety.c -- PocketPy functions that trust what they should not.
 *
 * Each of these stands before PocketPy's own of the same name
 * (interpose/interpose.list), and turns what would read or write where nothing is into
 * an ordinary exception, or a contained crash.
 */
#include "internal.h"

#include "pocketpy/compiler/compiler.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Calls with * or ** arguments
 * ----------------------------
 * OP_CALL_VARGS gathers them in vm->vectorcall_buffer, which has
 * PK_MAX_CO_VARNAMES places, and does not look how many there are.  It asks
 * pk_arrayview for the items of each * argument and py_dict_apply to copy
 * those of each ** argument; there we look, and refuse a call that does not
 * fit. */

static const char TOO_MANY[] = "a call takes at most 64 arguments through * and **";

/* How many places the call that top_frame is at needs, if `spread` is one of
 * its * or ** arguments; else 0. */
static int places_needed(VM *vm, py_Ref spread)
{
    py_Frame *frame = vm->top_frame;
    if (frame == NULL || frame->ip < 0)
        return 0;
    Bytecode code = c11__getitem(Bytecode, &frame->co->codes, frame->ip);
    if (code.op != OP_CALL_VARGS)
        return 0;
    int positional = code.arg & 0xFF, keywords = code.arg >> 8;
    py_TValue *end = vm->stack.sp;
    py_TValue *named = end - keywords * 2;
    py_TValue *first = named - positional;
    if (first < vm->stack.begin)
        return 0;

    bool is_ours = false;
    int64_t needed = 0;
    for (py_TValue *p = first; p < named; p++) {
        if (p->type != tp_star_wrapper) {
            needed++;
            continue;
        }
        py_TValue *items;
        py_Ref list = py_getslot(p, 0);
        int length = pkhost_originals.arrayview(list, &items);
        is_ours |= list == spread;
        needed += length > 0 ? length : 0;
    }
    for (py_TValue *p = named; p < end; p += 2) {
        if (p[1].type != tp_star_wrapper) {
            needed += 2;
            continue;
        }
        py_Ref dict = py_getslot(&p[1], 0);
        is_ours |= dict == spread;
        needed += dict->type == tp_dict ? 2 * (int64_t)py_dict_len(dict) : 0;
    }
    if (!is_ours)
        return 0;
    return needed > INT32_MAX ? INT32_MAX : (int)needed;
}

/* "from m import *" reads what m.__all__ holds as text, and goes on reading it after
 * a name was stored: into a dict, whose keys' methods may change the list or drop it.
 * So it gets a copy, a tuple that takes the module's place on the value stack and holds
 * the module too. */
static bool is_star_import(const VM *vm, py_Ref names)
{
    const py_Frame *frame = vm->top_frame;
    if (LIKELY(frame == NULL || frame->ip < 0
               || c11__getitem(Bytecode, &frame->co->codes, frame->ip).op != OP_POP_IMPORT_STAR))
        return false;
    /* It may also be a native that is called while a name is stored. */
    py_TValue *const module = &vm->stack.sp[-1];
    return module->type == tp_module && py_getdict(module, __all__) == names;
}

static bool copy_names(VM *vm, py_TValue **items, int length)
{
    for (int i = 0; i < length; i++)
        if ((*items)[i].type != tp_str)
            return false;
    py_TValue copy;
    py_TValue *const names = py_newtuple(&copy, length + 1);
    memcpy(names, *items, (size_t)length * sizeof *names);
    names[length] = vm->stack.sp[-1];
    vm->stack.sp[-1] = copy;
    *items = names;
    return true;
}

EXPORT int pk_arrayview(py_Ref array, py_TValue **items)
{
    int length = pkhost_originals.arrayview(array, items);
    if (LIKELY(length <= 0) || pkhost_building)
        return length;
    VM *const vm = region_vm(pkhost_here->region);
    if (UNLIKELY(is_star_import(vm, array)) && !copy_names(vm, items, length)) {
        pkhost_here->instead = "'__all__' must hold names only";
        return -1;
    }
    if (UNLIKELY(places_needed(vm, array) > PK_MAX_CO_VARNAMES)) {
        pkhost_here->instead = TOO_MANY; /* the loop raises, but says something else */
        return -1;
    }
    return length;
}

EXPORT bool py_dict_apply(py_Ref dict, bool (*visit)(py_Ref, py_Ref, void *), void *context)
{
    if (!pkhost_building
        && UNLIKELY(places_needed(region_vm(pkhost_here->region), dict) > PK_MAX_CO_VARNAMES))
        return TypeError("%s", TOO_MANY);
    return pkhost_originals.dict_apply(dict, visit, context);
}

/* Exceptions
 * ----------
 * A syntax error's text, which may hold source of the script's, is handed
 * over as a format.  A format of PocketPy's own is never in the region. */
EXPORT bool py_exception(py_Type type, const char *format, ...)
{
    c11_sbuf buffer;
    va_list arguments;
    fact about = { 0 };
    pkhost_vm *const here = pkhost_here;
    py_Frame *const frame = pk_current_vm->top_frame;

    if (UNLIKELY(here->class_failed)) {
        here->class_failed = false;
        return false; /* with the exception of the member: interpose/enums.c */
    }
    /* PocketPy 2.2 looks a name up in the wrong table there, beyond its end too,
     * and would show what it finds. */
    if (UNLIKELY(type == tp_UnboundLocalError) && frame != NULL && frame->ip >= 0
        && is_self_attribute(c11__getitem(Bytecode, &frame->co->codes, frame->ip).op))
        here->instead = "cannot access local variable 'self' where it is not associated "
                        "with a value";

    c11_sbuf__ctor(&buffer);
    if (here->instead != NULL || (!pkhost_building && region_has(here->region, format))) {
        c11_sbuf__write_cstr(&buffer, here->instead != NULL ? here->instead : format);
        here->instead = NULL;
    } else {
        va_start(arguments, format);
        pk_vsprintf(&buffer, format, arguments);
        va_end(arguments);
        if (!pkhost_building) {
            va_start(arguments, format);
            about = facts_of_message(here, type, format, arguments);
            va_end(arguments);
        }
    }
    py_Ref message = py_pushtmp();
    c11_sbuf__py_submit(&buffer, message);
    if (!py_tpcall(type, 1, message))
        return false;
    py_pop();
    py_raise(py_retval());
    facts_note(here, about);
    return false;
}

/* PocketPy's exceptions are final; ours may have one of them as their base. */
py_Type exception_make(const char *name, py_Type base, py_GlobalRef module)
{
    py_TypeInfo *const info = pk_typeinfo(base);
    const bool is_final = info->is_final;

    info->is_final = false;
    const py_Type type = pk_newtype(name, base, module, NULL, false, true);
    info->is_final = is_final;
    py_setdict(module, py_name(name), py_tpobject(type));
    return type;
}

void exception_add(const char *name, py_Type base)
{
    exception_make(name, base, pk_current_vm->builtins);
}

py_Type exception_type(const char *name, py_Type base, py_Type otherwise)
{
    py_Ref type = py_getbuiltin(py_name(name));

    if (type != NULL && type->type == tp_type && py_issubclass(py_totype(type), base))
        return py_totype(type);
    return otherwise;
}

/* Some native functions report an error without having raised one, after a
 * __len__ that is negative for instance.  The loop notes each error here
 * first, in an exception that is then none. */
EXPORT void py_BaseException__stpush(py_Frame *frame, py_Ref exception, SourceData_ source,
                                     int line, const char *function)
{
    if (UNLIKELY(py_isnil(exception)) && exception == &pk_current_vm->unhandled_exc)
        RuntimeError("a native operation failed without saying why");
    BaseException *data = py_touserdata(exception);
    const int before = data->stacktrace.length;
    pkhost_originals.stpush(frame, exception, source, line, function);
    /* Its entries' two values are for a debugger, and otherwise left as they
     * are, but the garbage collector looks at them.  The first holds the column
     * of a syntax error, which has no frame; the second what is known of the
     * exception (facts.c). */
    for (int i = before; i < data->stacktrace.length; i++) {
        BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &data->stacktrace, i);
        py_newnil(&f->locals);
        py_newnil(&f->globals);
        if (frame == NULL && exception->type == tp_SyntaxError && pkhost_here->syntax_column > 0) {
            py_newint(&f->locals, pkhost_here->syntax_column);
            pkhost_here->syntax_column = 0;
        }
        if (i == 0 && pkhost_here->noted != NULL)
            facts_keep(pkhost_here, exception, f);
    }
}

/* An exception ends the class body that it comes from: PocketPy forgets the
 * class (curr_class), also if a try of that very body catches it.  Only the frames
 * of modules, exec and eval have class bodies. */
static void continue_class_body(const py_Frame *frame, const ValueStack *stack, int target)
{
    py_StackRef const class = compiled_class_at(frame, target);
    if (class != NULL && class < stack->sp && class->type == tp_type)
        pk_current_vm->curr_class = class;
}

/* An exception in the head of an except clause, a name that is not there for
 * instance, comes while the try it belongs to still waits for one, and would
 * lead to that very head again, for ever.  The head stands behind the block
 * of its try: from there no exception is that try's any more. */
EXPORT int Frame__goto_exception_handler(py_Frame *frame, ValueStack *stack, py_Ref exception)
{
    while (frame->exc_stack.length > 0) {
        FrameExcInfo *top = &c11_vector__back(FrameExcInfo, &frame->exc_stack);
        if (!py_isnil(&top->exc)
            || frame->ip < c11__at(CodeBlock, &frame->co->blocks, top->iblock)->end)
            break;
        frame->exc_stack.length--;
    }
    const int target = pkhost_originals.goto_handler(frame, stack, exception);
    if (target >= 0 && frame->is_locals_special)
        continue_class_body(frame, stack, target);
    return target;
}

/* Callers read what __str__ and __repr__ give as a str without looking. */
static bool must_be_text(bool ok, const char *method)
{
    if (LIKELY(!ok || py_retval()->type == tp_str))
        return ok;
    return TypeError("%s returned a value that is not a str, but '%t'", method, py_retval()->type);
}

EXPORT bool py_str(py_Ref value)
{
    if (LIKELY(value->type == tp_str)) {
        *py_retval() = *value;
        return true;
    }
    if (UNLIKELY(too_deep()))
        return false;
    pkhost_vm *vm = pkhost_here;
    held h = { value, NULL, vm->held };
    vm->held = &h;
    const bool ok = pkhost_originals.str(value);
    vm->held = h.outer;
    return must_be_text(ok, "__str__");
}

EXPORT bool py_repr(py_Ref value)
{
    if (UNLIKELY(too_deep()))
        return false;
    pkhost_vm *vm = pkhost_here;
    held h = { value, NULL, vm->held };
    vm->held = &h;
    const bool ok = pkhost_originals.repr(value);
    vm->held = h.outer;
    return must_be_text(ok, "__repr__");
}

/* Text
 * ----
 * Whatever is read as text passes here.  Not all natives look before whether it
 * is one ("from m import *" does not, at what m.__all__ has), and what else there
 * is would be read as a size and so many bytes. */
EXPORT c11_string *pk_tostr(py_Ref value)
{
    static const struct {
        int size;
        char data[4];
    } nothing = { 0, "" };
    pkhost_vm *vm = pkhost_here;
    if (LIKELY(value->type == tp_str))
        return value->is_ptr ? PyObject__userdata(value->_obj) : (c11_string *)&value->extra;
    if (vm == NULL || pkhost_building || vm->zone != ZONE_ENGINE)
        return (c11_string *)&nothing;
    snprintf(vm->fault, FAULT_TEXT, "a value of type %d was taken for text", value->type);
    stop_abandon(vm, STOP_CRASH);
}

/* Text buffers
 * ------------
 * A buffer that was submitted is empty without the room for a string's size
 * that a new one begins with.  The compiler goes on with it in "import a, b",
 * and loses the first letters of b.  Its data is none either way. */
EXPORT c11_string *c11_sbuf__submit(c11_sbuf *buffer)
{
    c11_string *result = pkhost_originals.submit(buffer);
    buffer->data.length = buffer->data.capacity = sizeof(c11_string);
    return result;
}

/* Types
 * -----
 * They are never freed, and their index is a signed 16-bit number.  The
 * callers do not check for a failure, so the exception passes the script's frames
 * as a stop does. */
EXPORT py_Type pk_newtypewithmode(py_Name name, py_Type base, const py_GlobalRef module,
                                  void (*destructor)(void *), bool is_python, bool is_final,
                                  enum py_CompileMode mode)
{
    if (UNLIKELY(pk_current_vm->types.length >= INT16_MAX)) {
        RuntimeError("a VM cannot have more than %d classes", INT16_MAX);
        stop_fail(pkhost_here);
    }
    return pkhost_originals.newtypewithmode(name, base, module, destructor, is_python, is_final,
                                            mode);
}

/* The compiler
 * ------------
 * It may abort.  It has changed nothing yet but names by then, and what it has
 * made is garbage that stays.  What it cuts in silence: interpose/compiled.c. */
EXPORT Error *pk_compile(SourceData_ source, CodeObject *out)
{
    pkhost_vm *const here = pkhost_here;
    jmp_buf context;

    if (_setjmp(context) == 0) {
        here->compiling = &context;
        compiled_begin();
        Error *error = pkhost_originals.compile(source, out);
        here->compiling = NULL;
        return error != NULL || pkhost_building ? error : compiled_refuse(source, out);
    }
    here->compiling = NULL;
    Error *error = pkhost_libc_malloc(sizeof *error);
    *error = (Error){ .src = source,
                      .lineno = 1,
                      .msg = "a block of this source is too large, or nested too deeply" };
    PK_INCREF(source);
    return error;
}

/* Other VMs
 * ---------
 * PocketPy's module pkpy can run code in VMs of the library's own, which lie
 * outside of any region. */
static _Noreturn void refuse_other_vms(void)
{
    if (pkhost_here == NULL)
        __builtin_trap();
    snprintf(pkhost_here->fault, FAULT_TEXT, "another VM was asked for, which there is not");
    stop_abandon(pkhost_here, STOP_CRASH);
}

EXPORT void py_switchvm(int index)
{
    (void)index;
    refuse_other_vms();
}

EXPORT void py_resetvm(void) { refuse_other_vms(); }

/* Arrays
 * ------
 * The number of cells is computed in an int, and so is the size of an object
 * with so many: what overflows is an array that is larger than its memory. */
EXPORT c11_array2d *c11_newarray2d(py_OutRef out, int columns, int rows)
{
    const int64_t cells = (int64_t)columns * rows;
    if (cells < 0 || cells > (INT32_MAX - 4096) / (int64_t)sizeof(py_TValue)) {
        /* Its callers do not look for a failure; and no VM has so much. */
        stop_abandon(pkhost_here, STOP_MEMORY);
    }
    return pkhost_originals.newarray2d(out, columns, rows);
}
