/* host_signatures.c -- what host_signatures.h describes.
 *
 * In PocketPy's dialect it is a native function of PocketPy's, with the number in its slot.  In
 * dialect "python" it is one of our compiler's, whose calls are those of any other function, and
 * whose code says that it has a native body (CODE_NATIVE).
 */
#include "border/host_signatures.h"

#include "pkhost.h"
#include "language/function.h"
#include "language/handlers.h"
#include "memory/dialect.h"

#include <stdio.h>
#include <string.h>

/* PocketPy takes for granted that it can compile a signature.  What is a name for the host need not
 * be one here: in PocketPy's dialect neither "é" nor "match" is. */
bool host_signature_check(py_Ref text, const char *rest)
{
    char source[PKHOST_SIGNATURE_MOST + sizeof "def (): pass"];
    const c11_sv declared = py_tosv(text);
    if (declared.size > PKHOST_SIGNATURE_MOST)
        return ValueError("%s is too long to be declared", declared.data);
    snprintf(source, sizeof source, "def %s%s: pass", declared.data, rest);
    if (py_compile(source, "<host>", EXEC_MODE, false))
        return true;
    py_clearexc(NULL);
    return dialect_is_python()
               ? ValueError("%s cannot be declared in a script", declared.data)
               : ValueError("%s cannot be declared in a script, where names are made of a-z, A-Z, "
                            "0-9, _ and letters without case, and are no words of the language",
                            declared.data);
}

/* The default of each parameter that has one. */
static void set_defaults(const py_TValue *function, const char *signature)
{
    const CodeObject *const code = &function_of(function)->decl->code;
    bool by_name_only = false;
    int slot = 0, positional = 0;
    py_TValue nothing, by_name;
    py_newellipsis(&nothing);
    py_newnil(&by_name);
    for (const char *at = strchr(signature, '(') + 1; *at != ')' && *at != '\0';) {
        const size_t size = strcspn(at, ",)");
        if (*at == '*') {
            by_name_only = true; /* a parameter after ** there is none */
        } else if (*at != '/') {
            const bool optional = memchr(at, '=', size) != NULL;
            if (optional && !by_name_only) {
                positional++;
            } else if (optional) {
                if (value_is_nil(&by_name)) {
                    py_newdict(&by_name);
                    function_set_more(function, MORE_KEYWORD_DEFAULTS, &by_name);
                }
                const py_Name name = c11__getitem(py_Name, &code->varnames, slot);
                py_dict_setitem(&by_name, py_name2ref(name), &nothing);
            }
            slot++;
        }
        at += size;
        at += strspn(at, ", ");
    }
    if (positional > 0) {
        py_TValue defaults;
        py_Ref values = py_newtuple(&defaults, positional);
        for (int i = 0; i < positional; i++)
            values[i] = nothing;
        function_set_defaults(function, &defaults);
    }
}

void host_signature_declare(py_OutRef function, py_Ref signature, py_CFunction body, py_Ref number,
                            py_Ref docstring)
{
    const bool has_docstring = !py_isnone(docstring);
    if (!dialect_is_python()) {
        py_newfunction(function, py_tostr(signature), body,
                       has_docstring ? py_tostr(docstring) : NULL, 1);
        py_setslot(function, 0, number);
        return;
    }
    py_newfunction(function, py_tostr(signature), body, NULL, FUNCTION_SLOTS);
    code_details *const details = (code_details *)details_of(&function_of(function)->decl->code);
    details->flags = (details->flags & ~(uint32_t)CODE_RETURNS_NONE) | CODE_NATIVE;
    function_set_more(function, MORE_HOST, number);
    if (has_docstring)
        function_set_more(function, MORE_DOCSTRING, docstring);
    set_defaults(function, py_tostr(signature));
}

int32_t host_signature_number(py_Ref function)
{
    return (int32_t)(function_is_ours(function) ? function_get_more(function, MORE_HOST)
                                                : *py_getslot(function, 0))
        ._i64;
}
