/* message_texts.c -- what message_texts.h describes.
 *
 * Of what PocketPy's loop and its natives raise, where ours do not stand in their place.
 */
#include "language/message_texts.h"

#include "base/macros.h"
#include "base/pocketpy.h"

#include <string.h>

const char *message_format(const char *format)
{
    static const struct {
        const char *theirs, *ours;
    } texts[] = {
        { "dictionary modified during iteration", "dictionary changed size during iteration" },
    };
    /* CPython asks an object as a sequence if the key is a number; the key is on top of the stack. */
    if (strcmp(format, "'%t' object does not support item deletion") == 0)
        return pk_current_vm->stack.sp[-1].type == tp_int
                   ? "'%t' object doesn't support item deletion"
                   : format;
    for (size_t i = 0; i < COUNT(texts); i++)
        if (strcmp(format, texts[i].theirs) == 0)
            return texts[i].ours;
    return format;
}
