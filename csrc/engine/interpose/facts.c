/* facts.c -- what an exception is about, for programs that read results.
 *
 * An exception's text is for people.  What the host may want to know of it besides
 * its class -- that a limit was reached, that the policy refused something -- is noted
 * here when the exception is raised, and read when it has ended the run.
 *
 * The note has to go with the exception: a script can keep one, raise others, and
 * raise the first again.  Those of dialect "python" have room for it.  PocketPy's exception
 * has none, but each place in its traceback has two values for a debugger, which pkhost does
 * not run.  In the first place, where it was raised, the second value is the note.
 */
#include "interpose/facts.h"

#include "interpose/exceptions.h"
#include "interpose/policy.h"
#include "memory/region.h"

#include <errno.h>
#include <string.h>

/* In place of a limit: the name of the note is a NameError's. */
enum { MISSING = -1 };

/* Every exception passes py_raise, which forgets the note of the one before: so a note
 * never meets another exception than its own, even one at the same address. */
static void note(pkhost_vm *vm, const fact *f)
{
    vm->checks.noted = region_vm(vm->region)->unhandled_exc._obj;
    vm->checks.note = *f;
}

void facts_refused(pkhost_vm *vm, const char *name)
{
    note(vm, &(fact){ .refused = py_name(name) });
}

/* What PocketPy hands over for the first '%' of a message, which is what it is about. */
static char first_conversion(const char *format)
{
    const char *percent = strchr(format, '%');
    return percent == NULL ? '\0' : percent[1];
}

fact facts_of_message(pkhost_vm *vm, py_Type type, const char *format, va_list arguments)
{
    const region *r = vm->region;
    const VM *pk = region_vm(vm->region);
    fact f = { 0 };

    if (type == tp_NameError && first_conversion(format) == 'n') {
        f.missing = va_arg(arguments, py_Name);
    } else if (type == tp_RecursionError) {
        /* Others come from a C stack or a value stack that is full. */
        if (r->lowered_limit == 0 && pk->recursion_depth >= r->recursion_limit)
            f.limit = PKHOST_LIMIT_RECURSION;
    } else if (type == tp_OSError && first_conversion(format) == 'd') {
        if (va_arg(arguments, int) == ENOSPC)
            f.limit = PKHOST_LIMIT_DISK;
    }
    return f;
}

void facts_note(pkhost_vm *vm, fact f)
{
    if (f.limit != PKHOST_LIMIT_NONE || f.missing != NULL)
        note(vm, &f);
}

/* A script may raise and catch many a NameError, so the policy is asked about the one
 * that ended the run only. */
static fact judged(const pkhost_vm *vm, fact f)
{
    if (f.missing != NULL && policy_hides(vm, py_name2str(f.missing)))
        f.refused = f.missing;
    return f;
}

/* As a value without an object behind it. */
static void write_note(py_TValue *out, const fact *f)
{
    py_newint(out, 0);
    out->extra = f->missing != NULL ? MISSING : (int)f->limit;
    out->_ptr = f->missing != NULL ? f->missing : f->refused;
}

static fact read_note(const pkhost_vm *vm, const py_TValue *note)
{
    if (note->extra == MISSING)
        return judged(vm, (fact){ .missing = note->_ptr });
    return (fact){ .limit = (enum pkhost_limit)note->extra, .refused = note->_ptr };
}

void facts_keep(pkhost_vm *vm, const py_TValue *exception, BaseExceptionFrame *first)
{
    const fact *f = &vm->checks.note;
    if (vm->checks.noted != exception->_obj)
        return;
    vm->checks.noted = NULL;
    if (vm->region->dialect_is_python) {
        struct exception *const e = py_touserdata((py_Ref)exception);
        if (e->has_room_for_note) {
            e->has_note = true;
            write_note(&e->fields[e->field_count], f);
        }
        return;
    }
    write_note(&first->globals, f);
}

fact facts_of_exception(pkhost_vm *vm, const py_TValue *exception)
{
    const BaseException *data = py_touserdata((py_Ref)exception);
    if (vm->checks.noted == exception->_obj)
        return judged(vm, vm->checks.note);
    if (vm->region->dialect_is_python) {
        const struct exception *const e = (const struct exception *)data;
        return e->has_note ? read_note(vm, &e->fields[e->field_count]) : (fact){ 0 };
    }
    if (data->stacktrace.length == 0)
        return (fact){ 0 };
    const py_TValue *kept = &c11__at(BaseExceptionFrame, &data->stacktrace, 0)->globals;
    return kept->type == tp_int ? read_note(vm, kept) : (fact){ 0 };
}
