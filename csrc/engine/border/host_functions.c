/* host_functions.c -- functions and modules of the host's that a script can use.
 *
 * In a VM, a function of the host's is a function with the host's signature and a native
 * body (host_signatures.h), so positional arguments, keywords and defaults are those of any
 * other call.  Its body is call_host(), which packs the arguments (border/values.c), calls
 * into Python on the same thread, and unpacks the answer.
 *
 * Meanwhile vm->zone is ZONE_HOST: no jump is made, a stop takes effect only when
 * the host's function has returned, and its time is not charged to the script.
 */
#include "border/host_functions.h"

#include "base/current.h"
#include "border/direct_calls.h"
#include "border/host_signatures.h"
#include "border/values.h"
#include "interpose/attribute_places.h"
#include "interpose/imports.h"
#include "interpose/module_table.h"
#include "memory/region.h"
#include "stop/stop.h"
#include "stop/used_time.h"
#include "stop/zone.h"

#include <string.h>

/* ------------------------------------------------------------------------- replies */

bool pkhost_vm_is_here(const pkhost_vm *vm) { return pkhost_here == vm; }

void pkhost_vm_reply(pkhost_vm *vm, const char *data, size_t size)
{
    text_clear(&vm->host.reply);
    text_append(&vm->host.reply, data, size);
}

/* Cross into the host.  Returns false if the script is to be stopped; else
 * vm->host.reply holds what it said. */
static bool ask(pkhost_vm *vm, int32_t function, const char *data, size_t size)
{
    enum { ROOM = 4096 }; /* for a short answer; a longer one replaces it */
    static const char nothing[ROOM];
    int zone = zone_enter_host(vm);
    time_host_begin(vm);
    vm->host.reply.size = 0;
    int64_t answer = PKHOST_REPLY_STOP;
    if (vm->host.reply.capacity >= ROOM || text_append(&vm->host.reply, nothing, ROOM)) {
        vm->host.reply.size = 0;
        answer = host_call(&vm->host, vm->request.token, function, data, size, vm->host.reply.data,
                           ROOM);
        if (answer >= 0)
            vm->host.reply.size = (size_t)answer;
    }
    time_host_end(vm);
    zone_return(vm, zone);
    if (answer == PKHOST_REPLY_STOP)
        stop_request(vm, STOP_INTERRUPTED);
    return answer != PKHOST_REPLY_STOP && atomic_load(&vm->stop.reason) == STOP_NONE;
}

/* An exception of the host's: [name of its type, its text, the host's number]. */
static bool raise_hosts(pkhost_vm *vm, py_Ref parts)
{
    VM *pk = region_vm(vm->region);
    if (parts->type != tp_list || py_list_len(parts) != 3)
        return RuntimeError("the host's exception could not be read");
    py_TValue *part = py_list_data(parts);
    py_TValue number = part[2];
    py_Ref type = py_getbuiltin(py_namev(py_tosv(&part[0])));
    bool same =
        type != NULL && type->type == tp_type && py_issubclass(py_totype(type), tp_Exception);
    py_push(parts);
    if (same)
        py_tpcall(py_totype(type), 1, &part[1]);
    else
        py_exception(tp_RuntimeError, "%s: %s", py_tostr(&part[0]), py_tostr(&part[1]));
    py_pop();
    if (!same) {
        pk->reg[HOST_ERROR_REGISTER] = pk->unhandled_exc;
    } else {
        if (py_checkexc())
            return false;
        pk->reg[HOST_ERROR_REGISTER] = *py_retval();
        py_raise(py_retval());
    }
    vm->host.error = number._i64;
    return false;
}

/* ----------------------------------------------------------------------- functions */

static bool call_host(int argc, py_Ref argv)
{
    pkhost_vm *vm = pkhost_here;
    VM *pk = region_vm(vm->region);
    py_Ref function = pk->curr_function;

    if (function == NULL || function->type != tp_function
        || ((Function *)py_touserdata(function))->cfunc != call_host)
        return RuntimeError("a function of the host's was called in a way that it cannot be");
    const int32_t id = host_signature_number(function);
    if (!values_write_array(vm, &vm->host.call, argv, argc))
        return false;
    if (!ask(vm, id, vm->host.call.data, vm->host.call.size)) {
        stop_raise(vm);
        return false;
    }
    py_TValue answer;
    if (vm->host.reply.size == 0
        || !values_read(vm, vm->host.reply.data + 1, vm->host.reply.size - 1, 0, &answer))
        return vm->host.reply.size == 0 ? RuntimeError("the host said nothing") : false;
    if (vm->host.reply.data[0] != PKHOST_REPLY_VALUE)
        return raise_hosts(vm, &answer);
    *py_retval() = answer;
    return true;
}

/* [module or None, name, signature, number, docstring or None]; for a constant
 * the signature is None, and the number its value.  Without a module the
 * function becomes a builtin; a module is made if there is none of the name,
 * can be imported, and is a builtin too. */
static bool expose(pkhost_vm *vm, py_Ref list)
{
    VM *pk = region_vm(vm->region);
    if (list->type != tp_list || py_list_len(list) != 5)
        return ValueError("an exposed function is five values");
    py_TValue *part = py_list_data(list);
    py_GlobalRef home = pk->builtins;
    const bool is_constant = py_isnone(&part[2]);
    if (!(is_constant ? host_signature_check(&part[1], "()") : host_signature_check(&part[2], ""))
        || (!py_isnone(&part[0]) && !host_signature_check(&part[0], "()")))
        return false;
    if (!py_isnone(&part[0])) {
        const char *module = py_tostr(&part[0]);
        home = module_listed(module);
        if (home == NULL) {
            if (imports_library_has(module))
                return ValueError("there is a module %s already", module);
            module_forget(module); /* a script may have put there what is no module */
            home = py_newmodule(module);
            attribute_places_set(pk->builtins, py_name(module), home);
        } else if (py_getdict(pk->builtins, py_name(module)) == NULL) {
            return ValueError("there is a module %s already", module);
        }
    }
    if (is_constant) {
        attribute_places_set(home, py_name(py_tostr(&part[1])), &part[3]);
        return true;
    }
    py_StackRef function = py_pushtmp();
    py_newnil(function);
    host_signature_declare(function, &part[2], call_host, &part[3], &part[4]);
    attribute_places_set(home, py_name(py_tostr(&part[1])), function);
    py_pop();
    return true;
}

/* The request's payload: a list of those. */
bool host_functions_expose(pkhost_vm *vm)
{
    py_TValue list;
    if (!values_read(vm, vm->run.payload.data, vm->run.payload.size, 2, &list))
        return false;
    if (list.type != tp_list)
        return ValueError("exposed functions are a list");
    py_push(&list);
    bool ok = true;
    for (int i = 0; ok && i < py_list_len(&list); i++)
        ok = expose(vm, py_list_getitem(&list, i));
    if (ok)
        py_pop();
    return ok;
}

/* ------------------------------------------------------------------------- modules */

/* PocketPy looks for a/b.py, a/b.pyc, a/b/__init__.py and a/b/__init__.pyc;
 * compiled code is not for strangers to bring. */
static char *import_file(const char *path, int *size)
{
    pkhost_vm *vm = pkhost_here;
    const size_t length = strlen(path);

    if (pkhost_building || vm->request.token == 0 || !vm->request.has_importer
        || (length > 4 && strcmp(path + length - 4, ".pyc") == 0))
        return NULL;
    if (!ask(vm, PKHOST_IMPORT, path, length) || vm->host.reply.size == 0
        || vm->host.reply.data[0] != PKHOST_REPLY_VALUE)
        return NULL;
    const size_t source = vm->host.reply.size - 1;
    char *copy = pkhost_libc_malloc(source + 1);
    memcpy(copy, vm->host.reply.data + 1, source);
    copy[source] = '\0';
    if (size != NULL)
        *size = (int)source;
    return copy;
}

void host_functions_install(pkhost_vm *vm)
{
    region_vm(vm->region)->callbacks.importfile = import_file;
}

void pkhost_vm_direct_calls(pkhost_vm *vm, uintptr_t functions, uintptr_t answers)
{
    direct_calls_set(&vm->host.direct, functions, answers);
}
