/* parse_words.c -- names are interned: a table of all spellings, which begins with the keywords. */
#include "compiler/parse_words.h"

#include <string.h>

typedef struct word {
    identifier text;
    uint32_t hash;
    int size;
    uint8_t kind; /* TOKEN_NAME, or a keyword */
} word;

/* Open addressing; there is room for twice as many words as are in it. */
typedef struct word_table {
    word *words;
    uint32_t mask;
    int count;
} word_table;

static uint32_t hash_of(const char *text, int size)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (int i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash ^ (hash >> 15);
}

static void make_room(arena *a, word_table *t)
{
    const word_table old = *t;
    const size_t size = old.words == NULL ? 128 : ((size_t)old.mask + 1) * 2;
    t->mask = (uint32_t)size - 1;
    t->words = arena_take(a, size * sizeof *t->words);
    for (size_t i = 0; old.words != NULL && i <= old.mask; i++) {
        if (old.words[i].text == NULL)
            continue;
        uint32_t at = old.words[i].hash & t->mask;
        while (t->words[at].text != NULL)
            at = (at + 1) & t->mask;
        t->words[at] = old.words[i];
    }
}

/* The word of this spelling; it is a name if it is new. */
static const word *find(arena *a, word_table *t, const char *text, int size, uint8_t kind)
{
    if ((uint32_t)t->count * 2 >= t->mask)
        make_room(a, t);
    const uint32_t hash = hash_of(text, size);
    uint32_t at = hash & t->mask;
    for (; t->words[at].text != NULL; at = (at + 1) & t->mask) {
        const word *w = &t->words[at];
        if (w->hash == hash && w->size == size && memcmp(w->text, text, (size_t)size) == 0)
            return w;
    }
    t->words[at] = (word){ arena_text(a, text, (size_t)size), hash, size, kind };
    t->count++;
    return &t->words[at];
}

static identifier soft(arena *a, word_table *t, const char *text)
{
    return find(a, t, text, (int)strlen(text), TOKEN_NAME)->text;
}

void parse_words(parser *p)
{
    arena *a = p->arena;
    word_table table = { 0 };
    make_room(a, &table);
#define X(name, text) find(a, &table, text, sizeof text - 1, KEYWORD_##name);
    KEYWORDS(X)
#undef X
    p->words = (soft_words){
        .match = soft(a, &table, "match"),
        .case_ = soft(a, &table, "case"),
        .type = soft(a, &table, "type"),
        .underscore = soft(a, &table, "_"),
        .print = soft(a, &table, "print"),
        .exec = soft(a, &table, "exec"),
    };
    const int count = p->source->count;
    uint8_t *const kinds = arena_take(a, (size_t)count);
    identifier *const names = arena_take(a, sizeof *names * (size_t)count);
    for (int i = 0; i < count; i++) {
        const token *t = &p->tokens[i];
        kinds[i] = (uint8_t)t->kind;
        if (t->kind != TOKEN_NAME)
            continue;
        int size = t->size;
        const char *text = identifier_normal(a, t->text, size, &size);
        const word *w = find(a, &table, text, size, TOKEN_NAME);
        /* A keyword that is spelt with other letters of the same normal form is a name. */
        if (text == t->text)
            kinds[i] = w->kind;
        names[i] = w->text;
    }
    if (p->source->failed || p->source->open_count > 0)
        kinds[count - 1] = KIND_FAILED;
    p->kinds = kinds;
    p->names = names;
}
