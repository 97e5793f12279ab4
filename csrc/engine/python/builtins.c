/* builtins.c -- chr, exit and sys.exit.
 *
 * PocketPy's cut their argument to 32 bits: chr(2**32 + 65) is 'A', and
 * exit(2**32) a good end.
 */
#include "base/current.h"
#include "base/macros.h"
#include "interpose/arguments.h"
#include "interpose/natives.h"
#include "io/streams.h"
#include "python/arithmetic.h"
#include "python/install.h"
#include "stop/stop.h"

static bool builtin_chr(int argc, py_Ref argv)
{
    enum { MOST = 0x10FFFF };
    char text[4];

    if (argc != 1)
        return TypeError("chr() takes exactly one argument (%d given)", argc);
    if (!argument_is_int(&argv[0]))
        return false;
    const int64_t code = argv[0]._i64;
    if (code != (int32_t)code)
        return overflow_error("Python int too large to convert to C int");
    if (code < 0 || code > MOST)
        return ValueError("chr() arg not in range(0x110000)");
    py_newstrv(py_retval(), (c11_sv){ text, c11__u32_to_u8((uint32_t)code, text) });
    return true;
}

/* A code, or None; everything else is said on standard error, and is a failure. */
static bool builtin_exit(int argc, py_Ref argv)
{
    int64_t code = 0;

    if (argc > 1)
        return TypeError("exit() takes at most 1 argument (%d given)", argc);
    if (argc == 1 && argv[0].type == tp_int) {
        code = argv[0]._i64;
    } else if (argc == 1 && argv[0].type == tp_bool) {
        code = argv[0]._bool;
    } else if (argc == 1 && argv[0].type != tp_NoneType) {
        if (!py_str(argv))
            return false;
        const c11_sv text = py_tosv(py_retval());
        streams_write(PKHOST_STDERR, text.data, (size_t)text.size);
        streams_write(PKHOST_STDERR, "\n", 1);
        code = 1;
    }
    stop_exit(pkhost_here, code);
}

static bool sys_exit(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("exit expected at most 1 argument, got %d", argc);
    return py_tpcall(tp_SystemExit, argc, argv) && py_raise(py_retval());
}

bool builtins_install(void)
{
    static const native of_builtins[] = {
        { "chr", builtin_chr },
        { "exit", builtin_exit },
    };
    static const native of_sys[] = { { "exit", sys_exit } };

    return natives_replace(pk_current_vm->builtins, of_builtins, COUNT(of_builtins))
           && natives_replace(py_getmodule("sys"), of_sys, COUNT(of_sys));
}
