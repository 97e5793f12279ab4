/* text_places.c -- where the characters of a long text are. */
#include "interpose/text_places.h"

#include "base/macros.h"
#include "interpose/characters.h"
#include "memory/region.h"

#include <string.h>

enum {
    SHORT = 96, /* bytes of a text that is not worth it */
    APART = 32, /* characters from one noted place to the next */
};

static text_place *here(void) { return region_of(pk_current_vm)->text_places; }

static void drop(text_place *p)
{
    PK_FREE(p->places);
    *p = (text_place){ 0 };
}

void places_forget(void)
{
    for (int i = 0; i < TEXT_PLACES; i++)
        if (here()[i].data != NULL)
            drop(&here()[i]);
}

/* What is noted of a long text, which is the first then. */
static text_place *place_of(c11_sv text)
{
    text_place *const all = here();
    if (LIKELY(all[0].data == text.data && all[0].size == text.size))
        return &all[0];
    int i = 1;
    while (i < TEXT_PLACES && (all[i].data != text.data || all[i].size != text.size))
        i++;
    text_place found;
    if (i < TEXT_PLACES) {
        found = all[i];
    } else {
        found = (text_place){ .data = text.data, .size = text.size };
        found.count = characters_are_ascii(text) ? text.size : characters_count(text);
        drop(&all[--i]);
    }
    memmove(&all[1], &all[0], (size_t)i * sizeof *all);
    all[0] = found;
    return &all[0];
}

/* The same, with its places. */
static const text_place *with_places(c11_sv text)
{
    text_place *const p = place_of(text);
    if (LIKELY(p->places != NULL))
        return p;
    int32_t *const places = PK_MALLOC((size_t)(p->count / APART + 1) * sizeof *places);
    int characters = 0;
    for (int at = 0; at < text.size; at++)
        if (!characters_continues(text.data[at]) && characters++ % APART == 0)
            places[(characters - 1) / APART] = at;
    if (characters % APART == 0)
        places[characters / APART] = text.size;
    p->places = places;
    return p;
}

bool places_is_ascii(c11_sv text)
{
    return text.size < SHORT ? characters_are_ascii(text) : place_of(text)->count == text.size;
}

int places_length(c11_sv text)
{
    return text.size < SHORT ? characters_count(text) : place_of(text)->count;
}

int places_offset(c11_sv text, int64_t characters)
{
    if (text.size < SHORT)
        return characters_offset(text, characters);
    if (characters >= place_of(text)->count)
        return text.size;
    if (here()->count == text.size)
        return (int)characters;
    const text_place *const p = with_places(text);
    const int from = p->places[characters / APART];
    const c11_sv rest = { text.data + from, text.size - from };
    return from + characters_offset(rest, characters % APART);
}

int places_number(c11_sv text, int offset)
{
    if (text.size < SHORT)
        return characters_count((c11_sv){ text.data, offset });
    if (offset >= text.size)
        return place_of(text)->count;
    if (place_of(text)->count == text.size)
        return offset;
    const text_place *const p = with_places(text);
    int low = 0, high = p->count / APART; /* the last place that is not behind it */
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        if (p->places[middle] <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    const int from = p->places[low];
    return low * APART + characters_count((c11_sv){ text.data + from, offset - from });
}

py_TValue *places_companion(c11_sv text) { return &place_of(text)->companion; }
