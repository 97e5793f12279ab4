/* argument_messages.c -- what argument_messages.h describes.
 *
 * PocketPy's functions say "expected 2 arguments, got 1", and ours what interpose/arguments.c has, in
 * one place each; neither knows what the function is called by.  CPython's words depend on how
 * a function takes its arguments:
 *
 *     one, or none         list.append() takes exactly one argument (2 given)
 *     more, by position    insert expected 2 arguments, got 1
 *     by name too          round() missing required argument 'number' (pos 1)
 *     a special method     expected 1 argument, got 0
 */
#include "language/argument_messages.h"

#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/classes.h"
#include "interpose/natives.h"
#include "language/signatures.h"

#include <string.h>

typedef struct running {
    py_CFunction function;
    py_Name name;
    py_TypeInfo *owner; /* whose method it is; NULL: of a module, or what makes instances */
    const char *module; /* whose function it is, but for builtins */
    int given;          /* without what a method is of */
    bool has_self;
} running;

/* The native function that was called last; false: it is not known. */
static bool find_running(running *out)
{
    enum { OWNER, FUNCTION }; /* of a native method: interpose/natives.c */
    VM *const vm = pk_current_vm;
    py_StackRef const callable = vm->curr_function, end = vm->stack.sp;
    if (callable == NULL || callable < vm->stack.begin || callable + 1 >= end)
        return false;
    py_StackRef argv = callable + 1 + (callable[1].type == tp_nil);
    *out = (running){ 0 };
    if (callable->type == tp_type) { /* it makes an instance */
        py_Ref make = py_tpfindmagic(py_totype(callable), __new__);
        if (make == NULL || make->type != tp_nativefunc)
            return false;
        out->function = make->_cfunc;
        out->name = signature_home(out->function, callable, &out->owner, &out->module);
        if (out->name == NULL)
            out->name = class_short_name(class_of_object(callable));
        out->given = (int)(end - (callable + 2));
        out->has_self = true;
        return true;
    }
    if (callable->type != tp_nativefunc)
        return false;
    out->function = callable->_cfunc;
    if (argv < end && argv->type == pkhost_here->types.native_method) { /* its __call__ */
        out->function = py_getslot(argv, FUNCTION)->_cfunc;
        argv++;
    }
    const py_TValue *const self = argv < end ? argv : NULL;
    out->name = signature_home(out->function, self, &out->owner, &out->module);
    out->has_self = out->owner != NULL || (self != NULL && self->type == tp_type);
    out->given = (int)(end - argv) - out->has_self;
    return out->name != NULL;
}

/* "list.append()", "math.sqrt()", "len()" */
static void write_call(c11_sbuf *out, const running *r)
{
    if (r->owner != NULL)
        pk_sprintf(out, "%n.", class_short_name(r->owner));
    else if (r->module != NULL)
        pk_sprintf(out, "%s.", r->module);
    pk_sprintf(out, "%n()", r->name);
}

static bool is_special(py_Name name)
{
    const c11_sv text = py_name2sv(name);
    return text.size > 4 && memcmp(text.data, "__", 2) == 0
           && memcmp(text.data + text.size - 2, "__", 2) == 0;
}

static const char *plural(int count) { return count == 1 ? "" : "s"; }

/* Of one that takes some of its arguments by name. */
static bool write_of_names(c11_sbuf *out, const running *r, int given)
{
    signature_shape shape;
    if (!signature_shape_of(r->function, given, &shape))
        return false;
    if (given > shape.most)
        pk_sprintf(out, "%n() takes %s %d argument%s (%d given)", r->name,
                   shape.least == shape.most ? "exactly" : "at most", shape.most,
                   plural(shape.most), given);
    else if (given < shape.least_by_position)
        pk_sprintf(out, "%n() takes %s %d positional argument%s (%d given)", r->name,
                   shape.least_by_position < shape.most ? "at least" : "exactly",
                   shape.least_by_position, plural(shape.least_by_position), given);
    else
        pk_sprintf(out, "%n() missing required argument '%v' (pos %d)", r->name, shape.missing,
                   shape.missing_position);
    return true;
}

static void write_exact(c11_sbuf *out, const running *r, int wanted, int given)
{
    if (write_of_names(out, r, given))
        return;
    if (r->owner != NULL && is_special(r->name)) {
        pk_sprintf(out, "expected %d argument%s, got %d", wanted, plural(wanted), given);
    } else if (wanted > 1 || (r->owner == NULL && r->has_self)) {
        pk_sprintf(out, "%n expected %d argument%s, got %d", r->name, wanted, plural(wanted),
                   given);
    } else {
        write_call(out, r);
        pk_sprintf(out, " takes %s (%d given)",
                   wanted == 1 ? "exactly one argument" : "no arguments", given);
    }
}

static void write_range(c11_sbuf *out, const running *r, int least, int most, int given)
{
    if (write_of_names(out, r, given))
        return;
    const int bound = given < least ? least : most;
    pk_sprintf(out, "%n expected at %s %d argument%s, got %d", r->name,
               given < least ? "least" : "most", bound, plural(bound), given);
}

/* What it is called by is at hand: it may be called by other native code, too. */
static void name_it(running *r, const char *name)
{
    const char *const dot = strrchr(name, '.');
    const char *const last = dot == NULL ? name : dot + 1;
    if (find_running(r) && strcmp(py_name2str(r->name), last) == 0)
        return;
    *r = (running){ .name = py_name(name) };
}

bool argument_message(c11_sbuf *out, const char *format, va_list arguments)
{
    running r;
    if (strcmp(format, "expected %d arguments, got %d") == 0) { /* PY_CHECK_ARGC */
        const int wanted = va_arg(arguments, int), given = va_arg(arguments, int);
        if (!find_running(&r) || given != r.given + r.has_self || wanted < r.has_self)
            return false;
        write_exact(out, &r, wanted - r.has_self, r.given);
        return true;
    }
    if (strcmp(format, arguments_expected_format) == 0) {
        const int wanted = va_arg(arguments, int);
        (void)va_arg(arguments, const char *);
        const int given = va_arg(arguments, int);
        if (!find_running(&r) || given != r.given)
            return false;
        write_exact(out, &r, wanted, given);
        return true;
    }
    if (strcmp(format, argument_exact_format) == 0) {
        name_it(&r, va_arg(arguments, const char *));
        const int wanted = va_arg(arguments, int);
        (void)va_arg(arguments, const char *);
        write_exact(out, &r, wanted, va_arg(arguments, int));
        return true;
    }
    if (strcmp(format, argument_range_format) == 0) {
        name_it(&r, va_arg(arguments, const char *));
        const int least = va_arg(arguments, int), most = va_arg(arguments, int);
        write_range(out, &r, least, most, va_arg(arguments, int));
        return true;
    }
    if (strcmp(format, native_needs_format) == 0) {
        if (!find_running(&r) || r.owner == NULL)
            return false;
        if (is_special(r.name))
            pk_sprintf(out, "descriptor '%n' of '%n' object needs an argument", r.name,
                       class_short_name(r.owner));
        else
            pk_sprintf(out, "unbound method %n.%n() needs an argument", class_short_name(r.owner),
                       r.name);
        return true;
    }
    if (strcmp(format, native_refuses_format) == 0) {
        const int owner = va_arg(arguments, int), given = va_arg(arguments, int);
        if (!find_running(&r))
            return false;
        if (is_special(r.name))
            pk_sprintf(out, "descriptor '%n' requires a '%t' object but received a '%t'", r.name,
                       owner, given);
        else
            pk_sprintf(out, "descriptor '%n' for '%t' objects doesn't apply to a '%t' object",
                       r.name, owner, given);
        return true;
    }
    if (strcmp(format, "list() takes at most 1 argument") == 0
        || strcmp(format, "tuple() takes at most 1 argument") == 0) { /* PocketPy's */
        if (!find_running(&r))
            return false;
        write_range(out, &r, 0, 1, r.given);
        return true;
    }
    return false;
}
