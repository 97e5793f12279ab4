/* signatures.c -- native functions that look at their arguments too late.
 *
 * Most of PocketPy's native functions check the number and the types of their arguments
 * before they use them.  The functions in this table do not, or too late: they read past
 * the arguments, use a pointer as a number, or continue after an error.  When a VM is
 * built, a check by this table is put before them.
 *
 * A function more is a row more in `signatures`, and a CHECKED(n) more with its place in
 * `checks`: PocketPy does not tell a native function which one of them was called.
 *
 * tests/engine/test_engine_arguments.py calls everything with everything, and
 * so finds what is missing here.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/guards.h"
#include "interpose/install.h"

/* Of `kinds`, one letter an argument, those of the rest are anything:
 *   *  anything   i  int   s  str
 * A method's first argument is its object, which is of its type already. */
static const struct signature {
    py_Type type; /* 0: it is a function of the module */
    const char *owner, *name;
    int8_t least, most;
    const char *kinds;
} signatures[] = {
    { 0, "builtins", "getattr", 2, 3, "*s" },
    { 0, "builtins", "hasattr", 2, 2, "*s" },
    { 0, "builtins", "exec", 1, 3, "" },
    { 0, "builtins", "eval", 1, 3, "" },
    { tp_vec2, "vmath.vec2", "__ne__", 2, 2, "" },
    { tp_vec3, "vmath.vec3", "__ne__", 2, 2, "" },
    { tp_vec2i, "vmath.vec2i", "__ne__", 2, 2, "" },
    { tp_vec3i, "vmath.vec3i", "__ne__", 2, 2, "" },
    { tp_vec4i, "vmath.vec4i", "__ne__", 2, 2, "" },
    { tp_mat3x3, "vmath.mat3x3", "__ne__", 2, 2, "" },
    { tp_array2d_like, "array2d.array2d_like", "get", 3, 4, "*ii" },
    { tp_array2d_like, "array2d.array2d_like", "count_neighbors", 3, 3, "**s" },
};
enum { SIGNATURES = COUNT(signatures) };

static py_CFunction originals[SIGNATURES];

static bool is_kind(char kind, py_Type type)
{
    switch (kind) {
    case 'i': return type == tp_int;
    case 's': return type == tp_str;
    default: return true;
    }
}

static bool checked(int which, int argc, py_Ref argv)
{
    const struct signature *s = &signatures[which];
    const int object = s->type != 0; /* is not counted in messages */

    if (!argument_count(s->name, argc - object, s->least - object, s->most - object))
        return false;
    for (int i = 0; i < argc && s->kinds[i] != '\0'; i++)
        if (!is_kind(s->kinds[i], argv[i].type))
            return TypeError("%s(): argument %d must be %s, not '%t'", s->name, i + 1 - object,
                             s->kinds[i] == 'i' ? "int" : "str", argv[i].type);
    /* getattr and hasattr continue after an AttributeError, which may have left values on the
     * stack. */
    VM *const pk = pk_current_vm;
    py_StackRef const before = pk->stack.sp;
    const bool ok = originals[which](argc, argv);
    pk->stack.sp = before;
    return ok;
}

#define CHECKED(n) \
    static bool checked_##n(int argc, py_Ref argv) { return checked(n, argc, argv); }
CHECKED(0)
CHECKED(1)
CHECKED(2)
CHECKED(3)
CHECKED(4)
CHECKED(5)
CHECKED(6)
CHECKED(7)
CHECKED(8)
CHECKED(9)
CHECKED(10)
CHECKED(11)
static const py_CFunction checks[] = {
    checked_0, checked_1, checked_2, checked_3, checked_4,  checked_5,
    checked_6, checked_7, checked_8, checked_9, checked_10, checked_11,
};
_Static_assert(COUNT(checks) == SIGNATURES, "a check for each signature");

bool signatures_install(void)
{
    for (int i = 0; i < SIGNATURES; i++) {
        const struct signature *s = &signatures[i];
        py_Ref owner = s->type != 0 ? py_tpobject(s->type) : py_getmodule(s->owner);

        if (owner == NULL
            || !guard_natives(owner, &(guarded){ s->name, checks[i], &originals[i] }, 1))
            return false;
    }
    return true;
}
