/* message_texts.c -- what message_texts.h describes.
 *
 * Of what PocketPy's loop and its natives raise, where ours do not stand in their place.
 */
#include "language/message_texts.h"

#include "base/macros.h"

#include <string.h>

const char *message_format(const char *format)
{
    static const struct {
        const char *theirs, *ours;
    } texts[] = {
        { "'%t' object does not support item deletion",
          "'%t' object doesn't support item deletion" },
        { "dictionary modified during iteration", "dictionary changed size during iteration" },
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        if (strcmp(format, texts[i].theirs) == 0)
            return texts[i].ours;
    return format;
}
