/* policy.c -- what a script may import, and which builtins it sees.
 *
 * This is the first of two protections.  The second is the capsule: the C library that
 * PocketPy sees gives it no access to the machine (libc/libc.table).  Each has to
 * suffice without the other.
 */
#include "internal.h"

#include <string.h>

#include "pocketpy/common/_generated.h"

bool policy_take(pkhost_vm *vm, const char *words, size_t size, const char **wrong)
{
    if (size == 0)
        return true;
    if (size > POLICY_WORDS_MOST || words[size - 1] != '\0') {
        *wrong = "the policy is too long, or its last word is cut off";
        return false;
    }
    for (const char *word = words; word < words + size; word += strlen(word) + 1) {
        if (strcmp(word, "*") == 0) {
            vm->policy_all = true;
        } else if ((word[0] != '+' && word[0] != '-') || word[1] == '\0') {
            *wrong = "a word of the policy is neither +module, -name nor *";
            return false;
        }
    }
    if (!text_append(&vm->policy, words, size)) {
        *wrong = "the host has no memory left";
        return false;
    }
    return true;
}

static bool has_word(const pkhost_vm *vm, char sign, const char *name)
{
    const char *end = vm->policy.data + vm->policy.size;
    for (const char *word = vm->policy.data; word < end; word += strlen(word) + 1)
        if (word[0] == sign && strcmp(word + 1, name) == 0)
            return true;
    return false;
}

static bool allows(const pkhost_vm *vm, const char *module) { return has_word(vm, '+', module); }

bool policy_hides(const pkhost_vm *vm, const char *builtin) { return has_word(vm, '-', builtin); }

/* A module that PocketPy has not, but the host brought: from now on it is
 * there, and looks like PocketPy's.  A script that makes its host bring more
 * than there is room for has to do without the rest. */
void policy_admit(pkhost_vm *vm, const char *module)
{
    char word[PK_MAX_MODULE_PATH_LEN + 3] = "+";
    const size_t length = strlen(module);
    if (vm->policy_all || allows(vm, module) || length > PK_MAX_MODULE_PATH_LEN
        || vm->policy.size + length + 2 > POLICY_WORDS_MOST)
        return;
    memcpy(word + 1, module, length + 1);
    int zone = zone_enter_host(vm);
    text_append(&vm->policy, word, length + 2);
    zone_return(vm, zone);
}

/* PocketPy asserts that no component of a module's path is empty. */
static bool well_formed(const char *path)
{
    while (*path == '.')
        path++;
    for (; *path != '\0'; path++)
        if (path[0] == '.' && (path[1] == '.' || path[1] == '\0'))
            return false;
    return true;
}

/* The absolute path that PocketPy will make of a relative one: as many
 * components off the end of the importing module's package as there are dots
 * beyond the first, then the rest.  False if there is no such path. */
static bool make_absolute(VM *pk, const char *path, char *absolute, size_t size)
{
    if (pk->top_frame == NULL || pk->top_frame->module == NULL)
        return false;
    const py_ModuleInfo *module = py_touserdata(pk->top_frame->module);
    size_t length = (size_t)module->package->size;
    const char *rest = path + 1;
    for (; *rest == '.'; rest++) {
        while (length > 0 && module->package->data[length - 1] != '.')
            length--;
        if (length > 0)
            length--;
    }
    if (length + 1 + strlen(rest) >= size)
        return false;
    memcpy(absolute, module->package->data, length);
    if (length > 0 && *rest != '\0')
        absolute[length++] = '.';
    strcpy(absolute + length, rest);
    return absolute[0] != '\0';
}

/* Whether a relative path has more dots than the importing module has packages. */
static bool leads_out(VM *pk, const char *path)
{
    const py_ModuleInfo *module = py_touserdata(pk->top_frame->module);
    size_t packages = module->package->size > 0;
    for (const char *c = module->package->data; *c != '\0'; c++)
        packages += *c == '.';
    return strspn(path, ".") > packages;
}

/* Each package that a module is in, and the module itself: what PocketPy has
 * must be allowed.  What it has not at all it may look for, which leads
 * nowhere or to the host (hosts_import). */
static bool may_import(pkhost_vm *vm, const char *path)
{
    char name[PK_MAX_MODULE_PATH_LEN + 1];
    for (size_t i = 0; i < sizeof name; i++) {
        const bool is_last = path[i] == '\0';
        name[i] = '\0';
        if ((is_last || path[i] == '.')
            && (py_getmodule(name) != NULL || load_kPythonLib(name) != NULL) && !allows(vm, name)) {
            ImportError("module '%s' is not allowed here", name);
            facts_refused(vm, name);
            return false;
        }
        if (is_last)
            break;
        name[i] = path[i];
    }
    return true; /* PocketPy itself refuses what is longer */
}

/* Every import begins here: statements, __import__, attributes of modules.
 * PocketPy's own calls itself for parents of packages, and for relative
 * imports once they are made absolute, so both are looked at beforehand. */
EXPORT int py_import(const char *path)
{
    pkhost_vm *vm = pkhost_here;
    char absolute[PK_MAX_MODULE_PATH_LEN * 2 + 2];
    const char *wanted = path;

    if (pkhost_building)
        return pkhost_originals.import(path);
    if (!well_formed(path)
        || (path[0] == '.'
            && !make_absolute(region_vm(vm->region), path, absolute, sizeof absolute))) {
        ImportError("'%s' is not the name of a module", path);
        return -1;
    }
    if (path[0] == '.')
        wanted = absolute;
    if (!vm->policy_all && !may_import(vm, wanted))
        return -1;
    /* PocketPy has its own words for a path that leads out of the package. */
    return path[0] == '.' && leads_out(region_vm(vm->region), path) ? pkhost_originals.import(path)
                                                                    : imports_import(wanted);
}

/* ------------------------------------------------- sys.stdout and sys.stderr */

static bool write_text(int stream, int argc, py_Ref argv)
{
    if (argc != 1)
        return TypeError("write() takes 1 argument, but %d were given", argc);
    if (!py_checkstr(argv))
        return false;
    c11_sv text = py_tosv(argv);
    streams_write(stream, text.data, (size_t)text.size);
    py_newint(py_retval(), characters_count(text));
    return true;
}

static bool write_stdout(int argc, py_Ref argv) { return write_text(PKHOST_STDOUT, argc, argv); }
static bool write_stderr(int argc, py_Ref argv) { return write_text(PKHOST_STDERR, argc, argv); }

static bool flush(int argc, py_Ref argv)
{
    (void)argc, (void)argv; /* all is with the host at once */
    py_newnone(py_retval());
    return true;
}

static void add_stream(py_GlobalRef sys, const char *name, py_CFunction write)
{
    py_ItemRef stream = py_emplacedict(sys, py_name(name));
    py_newobject(stream, tp_object, -1, 0);
    py_bindfunc(stream, "write", write);
    py_bindfunc(stream, "flush", flush);
}

/* ------------------------------------------------------------------ callbacks */

static void on_print(const char *text) { streams_write(PKHOST_STDOUT, text, strlen(text)); }
static void on_flush(void) {}
static int on_getchr(void) { return streams_read_byte(); }

bool policy_apply(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    pk->callbacks.print = on_print;
    pk->callbacks.flush = on_flush;
    pk->callbacks.getchr = on_getchr;
    pk->callbacks.importfile = hosts_import;

    py_GlobalRef sys = py_getmodule("sys");
    if (sys != NULL) {
        add_stream(sys, "stdout", write_stdout);
        add_stream(sys, "stderr", write_stderr);
    }
    py_Ref set = py_getdict(pk->builtins, py_name("set"));
    vm->set_type = set != NULL && set->type == tp_type ? py_totype(set) : 0;

    const char *end = vm->policy.data + vm->policy.size;
    for (const char *word = vm->policy.data; word < end; word += strlen(word) + 1)
        if (word[0] == '-')
            py_deldict(pk->builtins, py_name(word + 1));
    return true;
}
