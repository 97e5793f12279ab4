/* task.c -- what a run does, by the kind of its request.  All in ZONE_ENGINE. */
#include "run/task.h"

#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"
#include "border/host_functions.h"
#include "border/values.h"
#include "interpose/attribute_places.h"
#include "interpose/module_table.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "run/check.h"

#include <string.h>

/* ----------------------------------------------------------------------- executing */

/* Called for each expression that is a statement at the top level. */
static bool on_display(py_Ref value)
{
    VM *pk = pk_current_vm;
    const py_Frame *frame = pk->top_frame;
    if (frame->f_back != NULL) {
        /* Not ours: the script runs code in "single" mode itself. */
        const py_Ref sys = module_listed("sys");
        const py_Ref hook = sys != NULL ? py_getdict(sys, py_name("displayhook")) : NULL;
        if (hook != NULL) /* as doctest has it, in dialect "python" */
            return py_call(hook, 1, value);
        if (py_isnone(value))
            return true;
        if (!py_repr(value))
            return false;
        pk->callbacks.print(py_tostr(py_retval()));
        pk->callbacks.print("\n");
        return true;
    }
    const Bytecode next = c11__getitem(Bytecode, &frame->co->codes, frame->ip + 1);
    if (next.op == OP_RETURN_VALUE)
        pk->reg[VALUE_REGISTER] = *value;
    return true;
}

static bool set_input(py_Ref name, py_Ref value, void *context)
{
    attribute_places_set(context, py_namev(py_tosv(name)), value);
    return true;
}

static bool set_inputs(pkhost_vm *vm)
{
    py_TValue inputs;
    if (vm->run.payload.size == 0)
        return true;
    if (!values_read(vm, vm->run.payload.data, vm->run.payload.size, 1, &inputs))
        return false;
    return pkhost_originals.dict_apply(&inputs, set_input, region_vm(vm->region)->main);
}

static bool seed(py_Ref generator, py_Ref number)
{
    py_StackRef const before = pk_current_vm->stack.sp;
    const bool ok =
        py_getattr(generator, py_name("seed")) && py_call(py_retval(), number != NULL, number);
    if (ok)
        pk_current_vm->stack.sp = before;
    return ok;
}

/* Otherwise random draws its seed from the clock, at its first use.  In dialect "python" the module
 * is there only once it is imported, and what _random has seeds what is made later.  A module that
 * is there already gets what it would get if it were imported now: random.Random() draws twice, for
 * its __new__() and its __init__(). */
static bool seed_random(pkhost_vm *vm)
{
    py_TValue number;
    py_Ref module = module_listed("random");

    if (!vm->request.deterministic)
        return true;
    py_newint(&number, vm->request.seed);
    if (!dialect_is_python())
        return module == NULL || seed(module, &number);
    py_Ref source = module_listed("_random");
    source = source == NULL ? NULL : py_getdict(source, py_name("_source"));
    return (source == NULL || seed(source, &number))
           && (module == NULL || (seed(module, NULL) && seed(module, NULL)));
}

/* sys.argv begins with the script's name, in dialect "python", unless it was set. */
static void set_argv(const char *filename)
{
    py_TValue name;
    const py_Ref sys = dialect_is_python() ? module_listed("sys") : NULL;
    const py_Ref words = sys != NULL ? py_getdict(sys, py_name("argv")) : NULL;
    if (words == NULL || words->type != tp_list || py_list_len(words) > 0)
        return;
    py_newstr(&name, filename);
    py_list_append(words, &name);
}

/* In dialect "python" a script knows its file: programs look for others beside it. */
static void set_file(const pkhost_vm *vm)
{
    py_TValue text;
    if (!dialect_is_python() || vm->request.interactive)
        return;
    py_newstr(&text, vm->run.filename.data);
    attribute_places_set(region_vm(vm->region)->main, py_name("__file__"), &text);
}

static bool execute(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    set_file(vm); /* inputs may replace it */
    if (!seed_random(vm) || !set_inputs(vm))
        return false;
    set_argv(vm->run.filename.data);
    const bool show = vm->request.interactive, want = vm->request.want_value;
    pk->callbacks.displayhook = want && !show ? on_display : NULL;
    py_newnone(&pk->reg[VALUE_REGISTER]);
    bool ok = py_exec(vm->run.source.data, vm->run.filename.data,
                      show || want ? SINGLE_MODE : EXEC_MODE, NULL);
    pk->callbacks.displayhook = NULL;
    return ok;
}

/* ------------------------------------------------------------------------- values */

/* The value that a dotted name has in the script. */
static bool look_up(pkhost_vm *vm, py_OutRef out)
{
    VM *pk = region_vm(vm->region);
    const char *name = vm->run.source.data;
    const char *dot = strchr(name, '.');
    c11_sv first = { name, (int)(dot ? (size_t)(dot - name) : strlen(name)) };
    py_Ref found = py_getdict(pk->main, py_namev(first));
    if (found == NULL)
        found = py_getdict(pk->builtins, py_namev(first));
    if (found == NULL)
        return py_exception(tp_NameError, "name '%v' is not defined", first);
    *out = *found;
    while (dot != NULL) {
        const char *part = dot + 1;
        dot = strchr(part, '.');
        c11_sv next = { part, (int)(dot ? (size_t)(dot - part) : strlen(part)) };
        py_push(out);
        bool ok = py_getattr(py_peek(-1), py_namev(next));
        py_pop();
        if (!ok)
            return false;
        *out = *py_retval();
    }
    return true;
}

static bool push_named(py_Ref name, py_Ref value, void *context)
{
    (void)context;
    py_pushname(py_namev(py_tosv(name)));
    py_push(value);
    return true;
}

/* The payload: [positional arguments, named arguments]. */
static bool call(pkhost_vm *vm)
{
    py_TValue function, arguments;
    if (!look_up(vm, &function))
        return false;
    py_push(&function);
    py_pushnil();
    if (!values_read(vm, vm->run.payload.data, vm->run.payload.size, 2, &arguments))
        return false;
    py_TValue *part = py_list_data(&arguments);
    const int count = py_list_len(&part[0]), named = py_dict_len(&part[1]);
    if (count + 2 * named > PK_MAX_CO_VARNAMES)
        return TypeError("a call takes at most %d arguments", PK_MAX_CO_VARNAMES);
    for (int i = 0; i < count; i++)
        py_push(py_list_getitem(&part[0], i));
    pkhost_originals.dict_apply(&part[1], push_named, NULL);
    return py_vectorcall((uint16_t)count, (uint16_t)named);
}

static bool set(pkhost_vm *vm)
{
    py_TValue value;
    if (!values_read(vm, vm->run.payload.data, vm->run.payload.size, 0, &value))
        return false;
    attribute_places_set(region_vm(vm->region)->main, py_name(vm->run.source.data), &value);
    return true;
}

static bool give(pkhost_vm *vm, py_Ref value)
{
    vm->result.has_value = values_write(vm, &vm->result.value, value);
    return vm->result.has_value;
}

/* The last expression of a script may well be something that cannot leave;
 * then there is no value, and that is no error. */
static bool give_if_possible(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    if (py_isnone(&pk->reg[VALUE_REGISTER]))
        return true;
    if (give(vm, &pk->reg[VALUE_REGISTER]) || atomic_load(&vm->stop.reason) != STOP_NONE)
        return true;
    py_clearexc(NULL);
    return true;
}

bool task_run(pkhost_vm *vm)
{
    py_TValue found;
    switch (vm->request.kind) {
    case PKHOST_EXECUTE: return execute(vm) && (!vm->request.want_value || give_if_possible(vm));
    case PKHOST_EVALUATE:
        return py_exec(vm->run.source.data, vm->run.filename.data, EVAL_MODE, NULL)
               && give(vm, py_retval());
    case PKHOST_CALL: return call(vm) && give(vm, py_retval());
    case PKHOST_SET: return set(vm);
    case PKHOST_GET: return look_up(vm, &found) && give(vm, &found);
    case PKHOST_EXPOSE: return host_functions_expose(vm);
    case PKHOST_CHECK: return check_run(vm) && give(vm, py_retval());
    default: return RuntimeError("the host asked for what there is not");
    }
}
