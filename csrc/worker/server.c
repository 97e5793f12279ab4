/* server.c -- what server.h describes. */
#include "worker/server.h"

#include <unistd.h>

_Thread_local struct server *server_here __attribute__((tls_model("initial-exec")));

void server_enter(struct server *s) { server_here = s; }
void server_leave(void) { server_here = NULL; }

void server_expect(int answer)
{
    if (answer != LANE_DONE)
        _exit(SERVER_NONSENSE);
}

bool server_read_texts(struct server *s, size_t size)
{
    text_clear(&s->texts);
    if (!text_reserve(&s->texts, size)) {
        server_expect(lane_skip(&s->lane));
        return false;
    }
    server_expect(lane_read(&s->lane, s->texts.data, size));
    s->texts.size = size;
    return true;
}

void server_answer(struct server *s, int code, const struct lane_piece *pieces, size_t count)
{
    server_expect(lane_write(&s->lane, MESSAGE_ANSWER, code, pieces, count));
}
