/* stock.c -- what stock.h describes. */
#define _GNU_SOURCE
#include "client/stock.h"

#include "base/clock.h"
#include "client/start.h"
#include "pkhost.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    AHEAD_OF_ONE_MOST = 8, /* of one kind, after bursts */
    REVIEW = 64,           /* takes after which a stock that was never low is made smaller */
    LOOK = 50000,          /* ns: as long as a worker takes to be ready */
    ATTEMPTS = 3,          /* of a start that others put an end to */
    ANSWER_WITHIN = 30,    /* times that zygote_wait() waits: no fork takes so long */
};
static const int64_t SECOND = 1000000000;
static const int64_t IN_USE = 1000000000;        /* ns: a stock may lose workers to others */
static const int64_t REMEMBERED = 30000000000LL; /* ns: a stock may be given up */

/* Workers of one kind and image. */
struct stock {
    struct kind *kind;
    uint64_t image;      /* identity, or 0; */
    struct saved *saved; /* what has it, until that goes away: see stock_forget() */
    struct worker *ready;
    unsigned ready_count, asked; /* those that are here, those that will be */
    unsigned waiting;            /* threads that need one */
    unsigned ahead;              /* how many more there should be */
    unsigned takes, lowest;      /* since the last review; the least that were ready */
    bool used_before;
    int64_t last_used;
    unsigned failures; /* for so many of those waiting it is known that they get none: */
    struct made failure;
    struct stock *next;
};

/* Guarded by the client's lock.  The one that was used last is first. */
static struct stock *stocks;
static int64_t next_sweep;

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC_COARSE); }

/* ---------------------------------------------------------------------- one stock */

static struct stock *find(struct kind *kind, struct saved *image)
{
    const uint64_t identity = image == NULL ? 0 : image->identity;
    struct stock **at = &stocks, *stock;
    while ((stock = *at) != NULL && (stock->kind != kind || stock->image != identity))
        at = &stock->next;
    if (stock != NULL) {
        *at = stock->next;
    } else {
        stock = calloc(1, sizeof *stock);
        if (stock == NULL)
            return NULL;
        stock->kind = kind_share(kind);
        stock->image = identity;
        stock->saved = image;
    }
    stock->next = stocks;
    stocks = stock;
    return stock;
}

static struct worker *pop(struct stock *stock)
{
    struct worker *const worker = stock->ready;
    if (worker != NULL) {
        stock->ready = worker->next;
        worker->next = NULL;
        stock->ready_count--;
    }
    return worker;
}

/* One that lives: what is made ahead may have ended meanwhile, as its zygote has. */
static struct worker *pop_living(struct stock *stock)
{
    struct worker *worker;
    while ((worker = pop(stock)) != NULL && lane_has_ended(&worker->lane))
        worker_discard(worker);
    return worker;
}

static void empty(struct stock *stock)
{
    struct worker *worker;
    while ((worker = pop(stock)) != NULL)
        worker_discard(worker);
}

static bool is_idle(const struct stock *stock) { return stock->asked == 0 && stock->waiting == 0; }

/* ------------------------------------------------------------------- all the stocks */

static unsigned count_ahead(void)
{
    unsigned sum = 0;
    for (const struct stock *stock = stocks; stock != NULL; stock = stock->next) {
        const unsigned all = stock->ready_count + stock->asked;
        sum += all > stock->waiting ? all - stock->waiting : 0;
    }
    return sum;
}

/* Give up the stocks that were not used for long. */
static void sweep(int64_t time)
{
    struct stock **at = &stocks, *stock;
    if (time < next_sweep)
        return;
    next_sweep = time + SECOND;
    while ((stock = *at) != NULL) {
        if (time - stock->last_used <= REMEMBERED || !is_idle(stock)) {
            at = &stock->next;
            continue;
        }
        *at = stock->next;
        empty(stock);
        kind_free(&stock->kind);
        free(stock);
    }
}

/* Whether one more may be made ahead, at the cost of a stock that is not in use if need
 * be: that which was used least lately is the last. */
static bool may_make_ahead(int64_t time)
{
    struct stock *victim = NULL;
    if (count_ahead() < WORKERS_AHEAD_MOST)
        return true;
    for (struct stock *stock = stocks; stock != NULL; stock = stock->next)
        if (stock->ready != NULL && time - stock->last_used > IN_USE)
            victim = stock;
    if (victim == NULL)
        return false;
    worker_discard(pop(victim));
    return true;
}

/* Give up what other stocks have ahead, since there is no room for one that is needed.  False
 * if that is nothing. */
static bool make_room(const struct stock *needy)
{
    bool any = false;
    for (struct stock *stock = stocks; stock != NULL; stock = stock->next)
        if (stock != needy && stock->ready != NULL && stock->waiting == 0) {
            empty(stock);
            any = true;
        }
    return any;
}

/* Put what has arrived where it was asked for. */
static void collect(struct zygote *zygote)
{
    struct worker *worker;
    while ((worker = worker_arrived(zygote)) != NULL) {
        struct stock *const stock = (struct stock *)worker->owner;
        stock->asked--;
        if (worker->made.error == 0) {
            worker->next = stock->ready;
            stock->ready = worker;
            stock->ready_count++;
        } else {
            /* There may have been no room for one ahead when there was for who waits now: then
             * ask() asks again. */
            if (!(worker->ahead && worker->made.step == WORKER_STEP_FORK)
                && stock->waiting > stock->failures) {
                stock->failures++;
                stock->failure = worker->made;
            }
            worker_discard(worker);
        }
    }
}

/* Ask for those that are waited for, and for those that there should be ahead.  False, and
 * errno, if one that is waited for cannot be asked for. */
static bool ask(struct stock *stock, struct zygote *zygote, int64_t time)
{
    while (stock->ready_count + stock->asked < stock->waiting) {
        if (!worker_ask(zygote, stock->kind, stock->saved, stock, false))
            return errno == EAGAIN; /* that comes later */
        stock->asked++;
    }
    while (stock->ready_count + stock->asked < stock->waiting + stock->ahead && may_make_ahead(time)
           && worker_ask(zygote, stock->kind, stock->saved, stock, true))
        stock->asked++;
    return true;
}

/* How many are to be made ahead from now on, by what a take has found. */
static void adapt(struct stock *stock, int64_t time)
{
    const unsigned found = stock->ready_count;
    stock->last_used = time;
    if (stock->kind->group) /* it is for many VMs, and takes less time than they do */
        return;
    if (!stock->used_before) {
        stock->used_before = true;
        return;
    }
    if (stock->ahead < WORKERS_AHEAD)
        stock->ahead = WORKERS_AHEAD;
    else if (found == 0 && stock->ahead < AHEAD_OF_ONE_MOST)
        stock->ahead++;
    if (stock->takes == 0 || found < stock->lowest)
        stock->lowest = found;
    if (++stock->takes < REVIEW)
        return;
    if (stock->lowest > 1 && stock->ahead > WORKERS_AHEAD)
        stock->ahead--;
    stock->takes = 0;
}

/* ------------------------------------------------------------------------- taking */

static int explain(const struct made *made, char *message, size_t size)
{
    if (made->error == ESTALE) {
        snprintf(message, size,
                 "what this VM was is lost: the process that made its processes was killed");
        return PKHOST_LOST;
    }
    if (made->error == EPIPE)
        snprintf(message, size,
                 "the process that makes those for scripts was killed again and again; is memory "
                 "short?");
    else if (made->error == ETIMEDOUT)
        snprintf(message, size,
                 "no process for scripts was made within %d seconds: is this machine overloaded?",
                 ANSWER_WITHIN);
    else if (made->error == E2BIG)
        snprintf(message, size, "the policy is too long: at most %d bytes of names",
                 POLICY_IN_MAKE_MOST);
    else if (made->step == WORKER_STEP_ENGINE && made->message[0] != 0)
        snprintf(message, size, "%s", made->message);
    else
        /* The zygote has started; what did not is the worker. */
        start_explain(made->step == WORKER_STEP_START ? WORKER_STEP_NONE : made->step, made->error,
                      made->message, message, size);
    return made->error == EAGAIN ? PKHOST_NO_THREAD : PKHOST_NO_MEMORY;
}

/* What the system refuses a client, as if the zygote had said it. */
static struct made refusal(int error) { return (struct made){ .error = error }; }

/* Wait for a worker.  A zygote that dies meanwhile has a successor once. */
static struct worker *wait_for_one(struct stock *stock, struct zygote *zygote, struct made *failure,
                                   char *message, size_t size)
{
    bool started_again = false;
    struct worker *worker = NULL;
    zygote_hold(zygote); /* others may replace it while this waits */
    int waited = 0;
    while (waited < ANSWER_WITHIN) {
        collect(zygote);
        worker = pop_living(stock);
        if (worker != NULL)
            break;
        if (stock->failures > 0) {
            stock->failures--;
            *failure = stock->failure;
            const bool has_room = failure->step == WORKER_STEP_FORK && make_room(stock);
            if (!has_room && (failure->error != EPIPE || started_again))
                break;
        }
        if (zygote->dead) {
            struct zygote *const next = zygote_get(stock->kind, message, size);
            if (next == NULL)
                break;
            zygote_hold(next);
            zygote_drop(zygote);
            zygote = next;
            started_again = true;
        }
        if (ask(stock, zygote, stock->last_used)) {
            waited += !zygote_wait(zygote);
        } else if (errno != EPIPE || started_again) {
            *failure = refusal(errno);
            break;
        }
    }
    if (waited == ANSWER_WITHIN) {
        zygote_give_up(zygote);
        *failure = refusal(ETIMEDOUT);
    }
    zygote_drop(zygote);
    return worker;
}

/* A worker says that it is ready some time after it is there.  It runs nothing before that,
 * so one that ends meanwhile had too little of something.  Without the lock. */
static bool await_ready(struct worker *worker)
{
    struct lane *const lane = &worker->lane;
    const int64_t end = now() + ANSWER_WITHIN * SECOND;
    for (;;) {
        const uint32_t seen = lane_bell(lane);
        if (atomic_load(&lane->words->state) != LANE_STARTING)
            return true;
        if (lane_has_ended(lane) || now() > end)
            return false;
        if (lane_wait(lane, seen, SECOND, LOOK) != LANE_DONE)
            worker_look(worker);
    }
}

static void explain_end(const struct worker *worker, char *message, size_t size)
{
    char how[100] = "was not ready in time";
    if (lane_has_ended(&worker->lane))
        worker_describe_end(worker, how, sizeof how);
    snprintf(message, size,
             "a process for scripts %s while it started: are memory or timers short? (ulimit -v, "
             "ulimit -i, memory.max of the control group)",
             how);
}

/* Somebody else has killed it: the zygote kills none that is not taken yet. */
static bool was_killed(const struct worker *worker)
{
    return atomic_load(&worker->lane.words->ended) == LANE_ENDED + SIGKILL;
}

/* `killed`: it was, while it started. */
static int take_one(struct worker **owner, struct kind *kind, struct saved *image, bool *killed,
                    char *message, size_t size)
{
    const int64_t time = now();
    struct made failure = { .error = 0 };
    struct worker *worker = NULL;
    struct stock *stock = NULL;

    client_lock();
    message[0] = 0;
    struct zygote *zygote = zygote_get(kind, message, size);
    if (zygote != NULL) {
        stock = find(kind, image);
        failure = refusal(stock == NULL ? ENOMEM : 0);
    }
    if (stock != NULL) {
        if (stock->ready == NULL)
            collect(zygote);
        adapt(stock, time);
        worker = pop_living(stock);
        if (worker == NULL) {
            stock->waiting++;
            worker = wait_for_one(stock, zygote, &failure, message, size);
            stock->waiting--;
        }
        if (worker != NULL) {
            lane_rouse(&worker->lane); /* it will have to do soon, and wakes up meanwhile */
            worker->fresh = true;
            /* If others are being made, those need the processor more than who waits. */
            worker->looks = stock->asked == 0;
        }
        if (worker != NULL && stock->ready == NULL && stock->asked == 0 && !zygote->dead)
            ask(stock, zygote, time);
        sweep(time);
    }
    client_unlock();
    if (worker != NULL && !await_ready(worker)) {
        explain_end(worker, message, size);
        *killed = was_killed(worker);
        worker_end(&worker);
        failure.error = 0;
    }
    *owner = worker;
    if (worker != NULL)
        return PKHOST_DONE;
    return failure.error != 0 ? explain(&failure, message, size) : PKHOST_NO_MEMORY;
}

int worker_take(struct worker **owner, struct kind *kind, struct saved *image, char *message,
                size_t size)
{
    int answer, attempts = 0;
    bool killed;
    do { /* as often as it may be chance; where memory is short it goes on */
        killed = false;
        answer = take_one(owner, kind, image, &killed, message, size);
    } while (killed && ++attempts < ATTEMPTS);
    return answer;
}

void stock_tend(void)
{
    struct zygote *zygote;
    client_lock();
    if ((zygote = zygote_if_any()) != NULL)
        collect(zygote);
    workers_tidy();
    client_unlock();
}

void worker_end(struct worker **owner)
{
    struct worker *const worker = *owner;
    struct zygote *zygote;

    *owner = NULL;
    if (worker == NULL)
        return;
    client_lock();
    if ((zygote = zygote_if_any()) != NULL) {
        collect(zygote);
        worker_to_replace(worker);
        for (struct stock *stock = stocks; stock != NULL; stock = stock->next)
            if (stock->last_used >= now() - IN_USE)
                ask(stock, zygote, stock->last_used);
            else
                break;
    }
    worker_discard(worker);
    client_unlock();
}

static void give_up(struct stock *stock)
{
    empty(stock);
    stock->saved = NULL;
    stock->ahead = 0;
    stock->last_used = 0;
}

void stock_forget(const struct saved *image)
{
    client_lock();
    for (struct stock *stock = stocks; stock != NULL; stock = stock->next)
        if (stock->image == image->identity)
            give_up(stock);
    client_unlock();
}

void stock_close(void)
{
    client_lock();
    for (struct stock *stock = stocks; stock != NULL; stock = stock->next)
        give_up(stock);
    struct zygote *const zygote = zygote_if_any();
    if (zygote != NULL) {
        zygote_hold(zygote);
        zygote_close();
        collect(zygote); /* what was asked for will not come */
        zygote_drop(zygote);
    }
    workers_tidy();
    client_unlock();
}

void stock_after_fork_in_child(void)
{
    struct stock *stock;
    while ((stock = stocks) != NULL) {
        stocks = stock->next;
        empty(stock);
        kind_free(&stock->kind);
        free(stock);
    }
    next_sweep = 0;
}
