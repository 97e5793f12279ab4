/* files_module.c -- the module _files of dialect "python": the files of a run, as the library's io
 * and os need them (csrc/library/python/_io_files.py, os).
 *
 *     open(path, flags)     a handle; the flags are those of os.open()
 *     look(path)            (is it a folder, its size, its number, when it was written)
 *     touch(path, time)
 *     names(path)           what lies in a folder, one name perhaps more than once
 *     remove(path)  rename(path, other)  make(path)  unmake(path)  enter(path)  folder()
 *
 *     handle.read(size)     bytes; -1: up to the end
 *     handle.readline(most)
 *     handle.write(data)  seek(offset, whence)  truncate(size)  size()  close()  number()
 *
 * A handle that nobody has any more is closed when it is collected, and collected when there are no
 * more: a program that relies on CPython's closing a file at once finds handles left.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/facts.h"
#include "interpose/natives.h"
#include "io/file_records.h"
#include "io/files.h"
#include "io/folders.h"
#include "language/exceptions.h"
#include "memory/region.h"
#include "python/byte_values.h"
#include "python/install.h"
#include "stop/steps.h"
#include "stop/stop.h"
#include "stop/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

int pkhost_libc_clock_gettime(clockid_t which, struct timespec *now);

enum { BYTES_A_STEP = 256, FILES_A_STEP = 16, PIECE = 4096 };

/* A handle of the host's, as long as it has the serial. */
typedef struct handle {
    int index; /* -1: closed */
    uint32_t serial;
} handle;

static bool charge(size_t steps)
{
    pkhost_vm *const vm = pkhost_here;
    vm->region->steps_left -= (int64_t)steps;
    return step_take(vm);
}

/* The script's own clock: of a deterministic run it is the run's. */
static int64_t now(void)
{
    struct timespec time;
    pkhost_libc_clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Operations by names look at each file. */
static bool charge_search(void) { return charge(pkhost_here->files.count / FILES_A_STEP); }

static bool fail(int number, py_Ref name)
{
    static const char no_files[] =
        "Permission denied; the host can give a script files to read and write (files=)";
    if (number != EACCES) {
        exception_raise_os_error(number, name);
        if (number == ENOSPC) /* for the host: it was the limit */
            facts_note(pkhost_here, (fact){ .limit = PKHOST_LIMIT_DISK });
        return false;
    }
    py_TValue given[3] = { { .type = tp_int, ._i64 = number } };
    py_StackRef const made = py_pushtmp();
    py_newstr(&given[1], no_files);
    *made = given[1];
    given[2] = *name;
    py_TValue error;
    exception_new(&error, exception_type_of(EXCEPTION_PermissionError), 3, given);
    *made = error;
    py_raise(made);
    py_pop();
    return false;
}

/* A name, in memory of the C stack; NULL: raised. */
static const char *name_of(py_Ref value, char name[PKHOST_FILE_NAME_MOST + 2])
{
    if (value->type != tp_str) {
        TypeError("a path is a str, not '%t'", value->type);
        return NULL;
    }
    const c11_sv text = py_tosv(value);
    if (memchr(text.data, '\0', (size_t)text.size) != NULL) {
        ValueError("embedded null byte");
        return NULL;
    }
    if (text.size > PKHOST_FILE_NAME_MOST) {
        fail(ENAMETOOLONG, value);
        return NULL;
    }
    memcpy(name, text.data, (size_t)text.size);
    name[text.size] = '\0';
    return name;
}

/* ------------------------------------------------------------------------ handles */

/* Of a handle that is open; NULL: raised. */
static open_file *open_of(py_Ref self)
{
    const handle *const h = py_touserdata(self);
    open_file *const found = h->index < 0 ? NULL : &pkhost_here->files.handles[h->index];
    if (found != NULL && found->file != NULL && found->serial == h->serial)
        return found;
    exception_raise_os_error(EBADF, NULL);
    return NULL;
}

static void close_handle(handle *h)
{
    pkhost_vm *const vm = pkhost_here;
    if (h->index < 0)
        return;
    const int zone = zone_enter_host(vm);
    open_file *const found = &vm->files.handles[h->index];
    if (found->serial == h->serial)
        files_close(vm, found);
    zone_return(vm, zone);
    h->index = -1;
}

static void dispose(void *data) { close_handle(data); }

static bool module_open(int argc, py_Ref argv)
{
    char name[PKHOST_FILE_NAME_MOST + 2];
    pkhost_vm *const vm = pkhost_here;
    if (argc != 2 || argv[1].type != tp_int)
        return TypeError("open() takes a path and flags");
    if (!charge_search() || name_of(&argv[0], name) == NULL)
        return false;
    if (files_free_handle(vm) == NULL)
        py_gc_collect();
    /* Made first: no jump may lead past a handle of the host's. */
    handle *const h = py_newobject(py_pushtmp(), vm->region->file_handle, 0, sizeof *h);
    h->index = -1;
    const int64_t time = now();
    const int zone = zone_enter_host(vm);
    const open_file *const opened = files_open_path(vm, name, (int)argv[1]._i64);
    const int number = errno;
    if (opened != NULL && (argv[1]._i64 & O_TRUNC) != 0)
        opened->file->modified = time;
    if (opened != NULL)
        *h = (handle){ (int)(opened - vm->files.handles), opened->serial };
    zone_return(vm, zone);
    if (opened == NULL)
        return fail(number, &argv[0]);
    *py_retval() = *py_peek(-1);
    py_pop();
    return true;
}

/* From where the handle is: so many bytes, of those that there are. */
static bool give_bytes(open_file *h, size_t size)
{
    pkhost_vm *const vm = pkhost_here;
    char piece[PIECE];
    if (!charge(size / BYTES_A_STEP))
        return false;
    if (size > INT32_MAX / 2)
        stop_abandon(vm, STOP_MEMORY);
    char *to = bytes_new((int64_t)size);
    while (size > 0) {
        const size_t part = size < PIECE ? size : PIECE;
        const int zone = zone_enter_host(vm);
        files_read(vm, h, piece, part);
        zone_return(vm, zone);
        memcpy(to, piece, part);
        to += part;
        size -= part;
    }
    return true;
}

static bool handle_read(int argc, py_Ref argv)
{
    file_state state;
    int64_t size;
    if (!argument_count("read", argc - 1, 1, 1) || !argument_as_int(&argv[1], &size))
        return false;
    open_file *const h = open_of(argv);
    if (h == NULL)
        return false;
    files_look(pkhost_here, h, &state);
    if (!state.reads)
        return exception_raise_os_error(EBADF, NULL);
    return give_bytes(h, (size_t)(size < 0 || size > state.left ? state.left : size));
}

static bool handle_readline(int argc, py_Ref argv)
{
    file_state state;
    int64_t most;
    pkhost_vm *const vm = pkhost_here;
    if (!argument_count("readline", argc - 1, 1, 1) || !argument_as_int(&argv[1], &most))
        return false;
    open_file *const h = open_of(argv);
    if (h == NULL)
        return false;
    files_look(vm, h, &state);
    if (!state.reads)
        return exception_raise_os_error(EBADF, NULL);
    const int zone = zone_enter_host(vm);
    const size_t line = files_line(vm, h);
    zone_return(vm, zone);
    return give_bytes(h, most >= 0 && (size_t)most < line ? (size_t)most : line);
}

static bool handle_write(int argc, py_Ref argv)
{
    pkhost_vm *const vm = pkhost_here;
    char piece[PIECE];
    c11_sv data;
    if (!argument_count("write", argc - 1, 1, 1) || !bytes_required(&argv[1], &data))
        return false;
    open_file *const h = open_of(argv);
    if (h == NULL || !charge((size_t)data.size / BYTES_A_STEP))
        return false;
    if (!h->writes)
        return exception_raise_os_error(EBADF, NULL);
    h->file->modified = now();
    /* By pieces, so that the script's memory is read in its own zone. */
    for (int at = 0; at < data.size;) {
        const int part = data.size - at < PIECE ? data.size - at : PIECE;
        memcpy(piece, data.data + at, (size_t)part);
        const int zone = zone_enter_host(vm);
        const size_t written = files_write(vm, h, piece, (size_t)part);
        zone_return(vm, zone);
        if (written != (size_t)part) {
            if (atomic_load(&vm->stop.reason) != STOP_NONE) {
                stop_raise(vm);
                return false;
            }
            return exception_raise_os_error(ENOSPC, NULL);
        }
        at += part;
    }
    py_newint(py_retval(), data.size);
    return true;
}

static bool handle_seek(int argc, py_Ref argv)
{
    int64_t offset, whence;
    pkhost_vm *const vm = pkhost_here;
    if (!argument_count("seek", argc - 1, 2, 2) || !argument_as_int(&argv[1], &offset)
        || !argument_as_int(&argv[2], &whence))
        return false;
    open_file *const h = open_of(argv);
    if (h == NULL)
        return false;
    if (whence < SEEK_SET || whence > SEEK_END || files_seek(vm, h, offset, (int)whence) != 0)
        return exception_raise_os_error(EINVAL, NULL);
    py_newint(py_retval(), (int64_t)h->at);
    return true;
}

static bool handle_truncate(int argc, py_Ref argv)
{
    int64_t size;
    pkhost_vm *const vm = pkhost_here;
    if (!argument_count("truncate", argc - 1, 1, 1) || !argument_as_int(&argv[1], &size))
        return false;
    open_file *const h = open_of(argv);
    if (h == NULL)
        return false;
    if (size < 0)
        return exception_raise_os_error(EINVAL, NULL);
    const int zone = zone_enter_host(vm);
    const int answer = files_truncate(vm, h, (size_t)size);
    const int number = errno;
    zone_return(vm, zone);
    if (atomic_load(&vm->stop.reason) != STOP_NONE) {
        stop_raise(vm);
        return false;
    }
    if (answer != 0)
        return exception_raise_os_error(number, NULL);
    py_newint(py_retval(), size);
    return true;
}

static bool handle_size(int argc, py_Ref argv)
{
    file_state state;
    if (!argument_count("size", argc - 1, 0, 0))
        return false;
    const open_file *const h = open_of(argv);
    if (h == NULL)
        return false;
    files_look(pkhost_here, h, &state);
    py_newint(py_retval(), (int64_t)h->at + state.left);
    return true;
}

static bool handle_number(int argc, py_Ref argv)
{
    enum { FIRST = 3 }; /* after the standard streams */
    if (!argument_count("number", argc - 1, 0, 0) || open_of(argv) == NULL)
        return false;
    py_newint(py_retval(), FIRST + ((const handle *)py_touserdata(argv))->index);
    return true;
}

static bool handle_close(int argc, py_Ref argv)
{
    if (!argument_count("close", argc - 1, 0, 0))
        return false;
    close_handle(py_touserdata(argv));
    py_newnone(py_retval());
    return true;
}

/* -------------------------------------------------------------------------- names */

/* An operation by one name, which answers 0 or an error number. */
static bool by_name(int argc, py_Ref argv, int (*operation)(pkhost_vm *vm, const char *name))
{
    char name[PKHOST_FILE_NAME_MOST + 2];
    pkhost_vm *const vm = pkhost_here;
    if (argc != 1)
        return TypeError("this takes a path");
    if (!charge_search() || name_of(&argv[0], name) == NULL)
        return false;
    const int zone = zone_enter_host(vm);
    const int wrong = operation(vm, name);
    zone_return(vm, zone);
    py_newnone(py_retval());
    return wrong == 0 || fail(wrong, &argv[0]);
}

static bool module_remove(int argc, py_Ref argv) { return by_name(argc, argv, folders_remove); }
static bool module_make(int argc, py_Ref argv) { return by_name(argc, argv, folders_make); }
static bool module_unmake(int argc, py_Ref argv) { return by_name(argc, argv, folders_unmake); }
static bool module_enter(int argc, py_Ref argv) { return by_name(argc, argv, folders_enter); }

/* The number of an error, or 0: with two names, the library words it. */
static bool module_rename(int argc, py_Ref argv)
{
    char from[PKHOST_FILE_NAME_MOST + 2], to[PKHOST_FILE_NAME_MOST + 2];
    pkhost_vm *const vm = pkhost_here;
    if (argc != 2)
        return TypeError("rename() takes two paths");
    if (!charge_search() || name_of(&argv[0], from) == NULL || name_of(&argv[1], to) == NULL)
        return false;
    const int zone = zone_enter_host(vm);
    const int wrong = folders_rename(vm, from, to);
    zone_return(vm, zone);
    py_newint(py_retval(), wrong);
    return true;
}

static bool module_look(int argc, py_Ref argv)
{
    char name[PKHOST_FILE_NAME_MOST + 2];
    file_status status;
    pkhost_vm *const vm = pkhost_here;
    if (argc != 1)
        return TypeError("look() takes a path");
    if (!charge_search() || name_of(&argv[0], name) == NULL)
        return false;
    const int64_t time = now();
    const int zone = zone_enter_host(vm);
    const int wrong = folders_look(vm, name, &status);
    if (wrong == 0 && status.modified == 0) { /* the host's: from now on */
        status.modified = time;
        folders_touch(vm, name, time);
    }
    zone_return(vm, zone);
    if (wrong != 0)
        return fail(wrong, &argv[0]);
    py_TValue *const items = py_newtuple(py_retval(), 4);
    py_newint(&items[3], status.modified);
    py_newbool(&items[0], status.is_folder);
    py_newint(&items[1], (int64_t)status.size);
    py_newint(&items[2], (int64_t)status.identity);
    return true;
}

static bool module_touch(int argc, py_Ref argv)
{
    char name[PKHOST_FILE_NAME_MOST + 2];
    int64_t time;
    pkhost_vm *const vm = pkhost_here;
    if (!argument_count("touch", argc, 2, 2) || !argument_as_int(&argv[1], &time)
        || !charge_search() || name_of(&argv[0], name) == NULL)
        return false;
    const int zone = zone_enter_host(vm);
    const int wrong = folders_touch(vm, name, time);
    zone_return(vm, zone);
    py_newnone(py_retval());
    return wrong == 0 || fail(wrong, &argv[0]);
}

static bool module_names(int argc, py_Ref argv)
{
    char name[PKHOST_FILE_NAME_MOST + 2];
    pkhost_vm *const vm = pkhost_here;
    if (argc != 1)
        return TypeError("names() takes a path");
    if (!charge_search() || name_of(&argv[0], name) == NULL)
        return false;
    text *const found =
        &vm->files.packed; /* of a run's end; what a jump leaves there, is cleared */
    int zone = zone_enter_host(vm);
    text_clear(found);
    const int wrong = folders_list(vm, name, found);
    zone_return(vm, zone);
    if (wrong != 0)
        return fail(wrong, &argv[0]);
    const py_StackRef list = py_pushtmp();
    py_newlist(list);
    for (const char *at = found->data, *const end = at + found->size; at < end;
         at += strlen(at) + 1) {
        py_TValue item;
        py_newstr(&item, at);
        py_list_append(list, &item);
    }
    *py_retval() = *list;
    py_pop();
    return true;
}

static bool module_folder(int argc, py_Ref argv)
{
    (void)argv;
    char path[PKHOST_FILE_NAME_MOST + 2] = "/";
    pkhost_vm *const vm = pkhost_here;
    if (argc != 0)
        return TypeError("folder() takes no arguments (%d given)", argc);
    if (vm->files.folder.size > 0)
        strncat(path, vm->files.folder.data, PKHOST_FILE_NAME_MOST);
    py_newstr(py_retval(), path);
    return true;
}

bool files_module_fill(py_GlobalRef module)
{
    static const native methods[] = {
        { "read", handle_read },     { "readline", handle_readline }, { "write", handle_write },
        { "seek", handle_seek },     { "truncate", handle_truncate }, { "size", handle_size },
        { "number", handle_number }, { "close", handle_close },
    };
    static const struct {
        const char *name;
        py_CFunction function;
    } functions[] = {
        { "open", module_open },     { "look", module_look },     { "touch", module_touch },
        { "names", module_names },   { "remove", module_remove }, { "rename", module_rename },
        { "make", module_make },     { "unmake", module_unmake }, { "enter", module_enter },
        { "folder", module_folder },
    };
    const py_Type type = pk_newtype("file_handle", tp_object, NULL, dispose, false, true);
    pkhost_here->region->file_handle = type;
    for (size_t i = 0; i < COUNT(functions); i++)
        py_bindfunc(module, functions[i].name, functions[i].function);
    return natives_replace(py_tpobject(type), methods, COUNT(methods));
}
