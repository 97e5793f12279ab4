/* pkhost.h -- a PocketPy VM that its owner need not trust.
 *
 * This header is all that the Python side sees.  Read from top to bottom it
 * is an introduction to the engine; how it works inside is in README.md.
 *
 * A VM lives in one region of memory, whose size is its memory limit.  A run
 * executes one script in it, on a worker thread of the engine's own.  (This is the
 * engine within a process.  client/isolated.h has the same for VMs in processes of
 * their own, in which this engine runs scripts on the thread that asks.)  The
 * host's thread that waits for it holds no lock while it does (cffi releases
 * the GIL around every function declared here).
 *
 *     pkhost_vm *vm = NULL;
 *     pkhost_vm_new(&vm, 64 << 20, PKHOST_DIALECT_PYTHON, NULL, 0, message, sizeof message);
 *     pkhost_request request = { .source = "print(1)", .source_size = 8, ... };
 *     pkhost_vm_start(vm, &request);
 *     while (pkhost_vm_wait(vm, -1) != PKHOST_DONE) { ... }
 *     const pkhost_outcome *outcome = pkhost_vm_outcome(vm);
 *     pkhost_vm_free(&vm);
 *
 * Whatever is made here is put into a variable of the host's, and ended by
 * handing over that variable, which may hold NULL.  So the host can say what
 * is to become of a thing before there is one: a signal handler of Python's,
 * which may raise an exception after every call, finds nothing without an owner.
 *
 * Everything may be called from any thread.  Of the functions that change a
 * VM (start, reset, free) one may be under way at a time a VM; the others
 * then answer PKHOST_BUSY and do nothing.
 */
#ifndef PKHOST_H
#define PKHOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* cffi: begin */

/* How a run ended.  The Python side maps these to pkhost.Status. */
enum pkhost_status {
    PKHOST_STATUS_OK = 0,
    PKHOST_STATUS_ERROR, /* an uncaught exception, a syntax error */
    PKHOST_STATUS_STEPS,
    PKHOST_STATUS_MEMORY,
    PKHOST_STATUS_OUTPUT,
    PKHOST_STATUS_WALL_TIME,
    PKHOST_STATUS_CPU_TIME,
    PKHOST_STATUS_INTERRUPTED,
    PKHOST_STATUS_CRASHED, /* the engine failed and was contained */
};

/* Which limit of a request was reached: see `limit` of the outcome. */
enum pkhost_limit {
    PKHOST_LIMIT_NONE = 0,
    PKHOST_LIMIT_STEPS,
    PKHOST_LIMIT_MEMORY,
    PKHOST_LIMIT_STDOUT,
    PKHOST_LIMIT_STDERR,
    PKHOST_LIMIT_DISK, /* files_quota */
    PKHOST_LIMIT_WALL_TIME,
    PKHOST_LIMIT_CPU_TIME,
    PKHOST_LIMIT_RECURSION,
};

/* What the functions that return int answer.  Each code has one meaning. */
enum pkhost_answer {
    PKHOST_DONE = 0,     /* done as asked; for wait: the run has ended */
    PKHOST_TIMEOUT,      /* wait: the time is over, the run goes on */
    PKHOST_SIGNALED,     /* wait: the thread may have got a signal; see to it, wait again */
    PKHOST_OUTPUT_READY, /* wait: the run streams, and there is output to take */
    PKHOST_INPUT_WANTED, /* wait: the script reads and there is no input left */
    PKHOST_PAUSED,       /* wait: the run is paused */
    PKHOST_BUSY,         /* the VM is running a script */
    PKHOST_NOT_RUNNING,  /* go_on: there is no run */
    PKHOST_NOT_PAUSED,   /* go_on: there is a run, and it is not paused */
    PKHOST_NO_THREAD,    /* start, go_on: the system allows no more threads */
    PKHOST_TOO_LARGE,    /* start: the memory limit is larger than the VM's region */
    PKHOST_CLOSED,       /* start: the VM was closed */
    PKHOST_NO_MEMORY,    /* the host has no memory, or address space, left */
    PKHOST_NO_TIMERS,    /* start, go_on: the system refused the timers of a worker thread */
    PKHOST_ENDING,       /* start, go_on: pkhost_shutdown() is under way */
    PKHOST_BAD_FILES,    /* start: the run's files are not packed as they should be */
    PKHOST_OTHER_VM,     /* snapshot_restore: the snapshot was taken of another VM */
    PKHOST_LOST,         /* isolated VMs: what the VM, or the snapshot, was made in was killed */
};

/* Bounds that both sides keep. */
enum pkhost_bound {
    PKHOST_DEPTH_MOST = 64,       /* levels of lists, tuples, sets and dicts in a value */
    PKHOST_WRAPPING_MOST = 2,     /* levels that the host may put around its users' values */
    PKHOST_FILE_NAME_MOST = 1024, /* bytes of the name of a file */
    PKHOST_SIGNATURE_MOST = 240,  /* bytes of a function's signature: PocketPy's buffer for one */
};

/* The extension types that stand for what MessagePack has not (its own formats are in
 * base/messagepack.h).  A tuple that is a key of a dict or a set, or stands in such a
 * tuple, has a type of its own, which only the engine writes.  From 0 up are the types of
 * applications, and -1 is MessagePack's time: a host's own value of these must not enter,
 * and not be taken for one of ours. */
enum pkhost_extension {
    PKHOST_EXTENSION_TUPLE = -2,  /* an array */
    PKHOST_EXTENSION_SET = -3,    /* an array */
    PKHOST_EXTENSION_ABSENT = -4, /* empty: `...`, and an argument that was not given */
    PKHOST_EXTENSION_KEY = -5,    /* an array */
    /* An integer beyond 64 bits in two's complement, the lowest byte first; and one in a key. */
    PKHOST_EXTENSION_INT = -6,
    PKHOST_EXTENSION_INT_KEY = -7,
};

/* A run's output streams. */
enum pkhost_stream {
    PKHOST_STDOUT = 1,
    PKHOST_STDERR = 2,
};

/* Numbers that stand in place of an amount. */
enum pkhost_amount {
    PKHOST_UNLIMITED = -1, /* of steps, bytes or nanoseconds: there is no limit */
    PKHOST_UNSLICED = -2,  /* of a slice's steps: the run cannot be paused, which saves a stack */
};

/* Numbers that stand in place of a function's. */
enum pkhost_question {
    PKHOST_IMPORT = -1, /* find the source of the module whose file is `data` */
};

/* What pkhost_host() returns in place of a reply's size. */
enum pkhost_refusal {
    PKHOST_REPLY_TOO_LARGE = -1, /* it did not fit, and was given to pkhost_vm_reply() */
    PKHOST_REPLY_STOP = -2,      /* the script is to be stopped */
};

/* The first byte of a reply, which says what follows. */
enum pkhost_reply {
    PKHOST_REPLY_VALUE = 0,     /* a value; of an import: the module's source */
    PKHOST_REPLY_EXCEPTION = 1, /* [type, text, number]; of an import: nothing, as there is no
                                 * such module */
};

/* Bytes of an exception's text at most: a traceback says the same place three times only, so
 * that more are a chain of many exceptions. */
enum { PKHOST_ERROR_TEXT_MOST = 1 << 16 };

/* What ends the parts of a traceback. */
enum pkhost_separator {
    PKHOST_RECORD_END = 0x1e,
    PKHOST_FIELD_END = 0x1f, /* of all fields but a record's last */
};

/* The language of a VM's scripts. */
enum pkhost_dialect {
    PKHOST_DIALECT_PYTHON =
        0, /* Python, as CPython 3.11 has it: the engine's own compiler and run time */
    PKHOST_DIALECT_POCKETPY, /* PocketPy's own */
};

/* What a run does. */
enum pkhost_kind {
    PKHOST_EXECUTE = 0, /* source is a script; payload: a map of globals to set first, or empty */
    PKHOST_EVALUATE,    /* source is an expression */
    PKHOST_CALL,        /* source is a dotted name; payload: [list, map of arguments] */
    PKHOST_SET,         /* source is a name; payload: its new value */
    PKHOST_GET,         /* source is a dotted name */
    PKHOST_EXPOSE,      /* payload: a list of [module or nil, name, signature, number, docstring
                          * or nil] */
    PKHOST_CHECK,       /* source is a script, which is compiled and not run; the value is a list of
                          * what may be wrong with it (run/check.h) */
};

typedef struct pkhost_wakeup pkhost_wakeup;

/* What one run is given.  Copied by start; nothing is kept of it. */
typedef struct pkhost_request {
    int32_t kind;        /* enum pkhost_kind */
    const char *payload; /* MessagePack, as border/values.c has it */
    size_t payload_size;
    const char *source; /* UTF-8, no NUL inside */
    size_t source_size;
    const char *filename; /* for tracebacks; NUL-terminated */

    int64_t steps;        /* the budget; PKHOST_UNLIMITED: do not count */
    uint64_t memory;      /* bytes; at most the VM's region */
    int64_t stdout_limit; /* bytes, or PKHOST_UNLIMITED */
    int64_t stderr_limit;
    int64_t wall_time; /* nanoseconds, or PKHOST_UNLIMITED */
    int64_t cpu_time;
    int32_t recursion; /* frames */
    int64_t slice;     /* how far to go at first: steps; 0: begin paused; or PKHOST_UNLIMITED,
                        * PKHOST_UNSLICED */

    const char *input; /* what the script may read from standard input */
    size_t input_size;
    const char *files; /* the run's files: a map of names to bytes */
    size_t files_size;
    uint64_t files_quota;  /* bytes of names and contents, those given included */
    bool input_on_demand;  /* wait answers PKHOST_INPUT_WANTED when it is used up */
    bool deterministic;    /* time and chance are the run's own; needs a step budget */
    int64_t seed;          /* of a deterministic run: of the module random */
    int64_t start_time;    /* of a deterministic run: ns since 1970 */
    bool want_value;       /* of a script: its last statement's, if that is an expression */
    bool interactive;      /* of a script: print the value of each such statement */
    bool spare_host_time;  /* the wall clock stands while a function of the host's runs */
    bool has_importer;     /* ask the host for modules that PocketPy has not */
    int64_t token;         /* given to the host's functions; 0: there are none */
    bool reset_after;      /* put the VM back to new once the end is announced */
    bool stream_output;    /* wait answers PKHOST_OUTPUT_READY when there is some */
    pkhost_wakeup *wakeup; /* notified whenever wait would answer; NULL: none.  See below */
    int64_t wakeup_tag;    /* by which the wakeup tells which run it was */
} pkhost_request;

/* What a run leaves behind.  Valid until the VM's next start, reset or free.
 * Texts are UTF-8 as the script made them, that is, not always valid. */
typedef struct pkhost_outcome {
    int32_t status; /* enum pkhost_status */
    bool restored;  /* the VM was put back to what it was when new */
    bool exited;    /* by exit() or SystemExit, with `exit_code` */
    bool exit_said; /* … and with a message, which is `error_message`, in place of a code */
    int64_t exit_code;

    int64_t steps;     /* PKHOST_UNLIMITED if they were not counted */
    int64_t wall_time; /* nanoseconds */
    int64_t cpu_time;
    uint64_t peak_memory;

    const char *stdout_data; /* what was not taken with pkhost_vm_take_output */
    size_t stdout_size;
    const char *stderr_data;
    size_t stderr_size;
    uint64_t stdout_total; /* bytes accepted, those taken included */
    uint64_t stderr_total;

    bool has_value;    /* of an evaluation, a call, a script that ends in an expression */
    const char *value; /* MessagePack, as border/values.c has it */
    size_t value_size;
    int64_t host_error; /* the host's number of its exception that ended the script, or 0 */

    const char *files; /* those that the script wrote, as the request has them */
    size_t files_size;

    /* For every status but OK: why, and where.  The message is for people: what a program
     * wants to know of it is in `limit`, the limit that ended the run or that an uncaught
     * exception is about, and in `refused`, the name of the module or builtin which the
     * policy refused and the exception is about.  `traceback` is a sequence of
     * records, outermost call first, each six fields of a line: file name,
     * line number, column or 0, function or nothing, how many characters of
     * indentation the source line lacks, source line or nothing; the bytes
     * between them are those of enum pkhost_separator. */
    int32_t limit;       /* enum pkhost_limit */
    const char *refused; /* nothing: of no such exception */
    size_t refused_size;
    const char *error_type;
    size_t error_type_size;
    const char *error_message;
    size_t error_message_size;
    const char *traceback;
    size_t traceback_size;
    /* An uncaught exception of dialect "python" as CPython prints it: its traceback, its
     * chain, its notes.  At most PKHOST_ERROR_TEXT_MOST bytes; nothing of all else. */
    const char *error_text;
    size_t error_text_size;
} pkhost_outcome;

typedef struct pkhost_vm pkhost_vm;

/* The version of PocketPy that the engine runs, as its library tells. */
const char *pkhost_pocketpy_version(void);

/* The least memory, in bytes, that a VM can be made with. */
size_t pkhost_least_memory(void);

/* The most memory, in bytes, that a VM can be made with. */
size_t pkhost_most_memory(void);

/* Make a VM in a region of `memory` bytes, for scripts of one dialect (enum
 * pkhost_dialect).
 *
 * `policy` says what a script may import and which builtins it sees: a
 * sequence of NUL-terminated words of `policy_size` bytes in all, each either
 * "+module" (may be imported), "*" (every module may) or "-name" (this
 * builtin is removed).  Copied.
 *
 * Stores NULL if that is not possible, and the reason in `message`. */
void pkhost_vm_new(pkhost_vm **vm, size_t memory, int32_t dialect, const char *policy,
                   size_t policy_size, char *message, size_t message_size);

/* End a VM and give back what it holds.  A run that is under way is
 * interrupted; the VM goes when it has ended, and this does not wait. */
void pkhost_vm_free(pkhost_vm **vm);

/* Begin a run. */
int pkhost_vm_start(pkhost_vm *vm, const pkhost_request *request);

/* Wait until the run has ended, or something else is to be done.  `timeout`
 * is in nanoseconds, negative for ever. */
int pkhost_vm_wait(pkhost_vm *vm, int64_t timeout);

/* Wait until a run that is paused goes on, or has ended; answers PKHOST_DONE,
 * PKHOST_TIMEOUT, or PKHOST_SIGNALED as wait does. */
int pkhost_vm_wait_resumed(pkhost_vm *vm, int64_t timeout);

/* Begin a run and wait for it; answers as either of them does.  The fast way
 * for a run that ends soon: it saves a crossing of the language border. */
int pkhost_vm_run(pkhost_vm *vm, const pkhost_request *request);

/* Whether a run is under way. */
bool pkhost_vm_running(pkhost_vm *vm);

/* Ask the run that is under way to stop, and return at once.  Returns false
 * if there is none; it then has no effect on later ones. */
bool pkhost_vm_interrupt(pkhost_vm *vm);

/* Interrupt a run, if there is one, and wait for its end: some milliseconds, or
 * as long as a function of the host's takes.  Whatever signals come meanwhile,
 * this goes on, so that nothing gets between the two; but after a tenth of a
 * second it returns false, for the caller to see to them and call again. */
bool pkhost_vm_halt(pkhost_vm *vm);

/* Ask a run to pause before its next bytecode, and return at once.  Returns
 * false if there is none that can. */
bool pkhost_vm_pause(pkhost_vm *vm);

/* Whether a run is paused. */
bool pkhost_vm_paused(pkhost_vm *vm);

/* Let a paused run go on for so many steps, PKHOST_UNLIMITED for all that it may
 * use, or by `by_line` until it comes to another line. */
int pkhost_vm_go_on(pkhost_vm *vm, int64_t steps, bool by_line);

/* A look at a paused run, which takes no notice: where it is, as an outcome
 * has it, and the variables of its innermost frame (its globals, if that is
 * the script itself).  Those are an array of arrays: name, type, and value as
 * border/values.c packs it, each as bytes; no value if it cannot leave the VM, or is
 * large.
 *
 * Stores NULL if the run is not paused, or the host has no memory left. */
typedef struct pkhost_view {
    const char *traceback;
    size_t traceback_size;
    const char *variables;
    size_t variables_size;
} pkhost_view;
void pkhost_vm_inspect(pkhost_view **view, pkhost_vm *vm);
void pkhost_view_free(pkhost_view **view);

/* The outcome of the last run. */
const pkhost_outcome *pkhost_vm_outcome(pkhost_vm *vm);

/* Move up to `size` bytes of a stream's output (enum pkhost_stream) into
 * `buffer`; returns how many.  While a run is under way or after it. */
size_t pkhost_vm_take_output(pkhost_vm *vm, int stream, char *buffer, size_t size);

/* Give a script that waits for input some more; `size` 0 is the end. */
void pkhost_vm_give_input(pkhost_vm *vm, const char *data, size_t size);

/* Direct calls: call functions of the host's without pkhost_host(), where the
 * arguments are numbers and text.  Takes the addresses, as id() gives them, of
 *   - `functions`, a list that holds by number what to call, or None;
 *   - `answers`, an object that does the rest.  Its methods return a reply as
 *     pkhost_host() writes it, in bytes, or None to stop the script:
 *     `answer(number, data)` is pkhost_host() for a function that is None in the list,
 *     or is given something else than numbers and text; `gave(value)` makes the reply
 *     for what a function returned if that is neither a number nor text;
 *     `raised(exception)` that for a function's exception.  What they raise themselves
 *     stops the script, and becomes the attribute `stopped_by`.
 * The VM keeps no reference to them: pass zeros before they are freed. */
void pkhost_vm_direct_calls(pkhost_vm *vm, uintptr_t functions, uintptr_t answers);

/* Whether the calling thread is the one that runs this VM's script: then it is
 * in a function of the host's that the script waits for. */
bool pkhost_vm_is_here(const pkhost_vm *vm);

/* What a function of the host's answers, if it does not fit the room given. */
void pkhost_vm_reply(pkhost_vm *vm, const char *data, size_t size);

/* Whether what the host has packed can enter a VM: MessagePack without integers
 * beyond the sign of 64 bits, without floats that are not numbers, and nested to
 * no more than so many levels (at most PKHOST_DEPTH_MOST + PKHOST_WRAPPING_MOST). */
bool pkhost_packed_is_plain(const char *data, size_t size, size_t levels);

/* Let no more runs begin.  One that is under way goes on. */
void pkhost_vm_close(pkhost_vm *vm);

/* Whether the run that is under way has been told to stop, and has not yet. */
bool pkhost_vm_stopping(pkhost_vm *vm);

/* A wakeup is for a host that waits for many runs at a time, in an event loop
 * (compare signal.set_wakeup_fd of Python).  It is one descriptor, which becomes
 * readable when some of the runs that name it in their requests want attention:
 * pkhost_vm_wait() with a `timeout` of 0 would then answer something else than
 * PKHOST_TIMEOUT.
 *
 * pkhost_wakeup_take() stores the tags of those runs, each once and at most
 * `room` of them, and returns how many it stored; the descriptor stays readable
 * as long as there are more.  When a run has ended, call
 * pkhost_vm_leave_wakeup(); a wakeup that was freed lives on until all of its
 * runs have left it.  pkhost_wakeup_new() stores NULL if the system has no
 * descriptor or memory for one, and errno says why. */
void pkhost_wakeup_new(pkhost_wakeup **wakeup);
int pkhost_wakeup_descriptor(const pkhost_wakeup *wakeup);
size_t pkhost_wakeup_take(pkhost_wakeup *wakeup, int64_t *tags, size_t room);
void pkhost_vm_leave_wakeup(pkhost_vm *vm);
void pkhost_wakeup_free(pkhost_wakeup **wakeup);

/* Take the VM as it is now for what it is when new: after exposing functions. */
int pkhost_vm_rebase(pkhost_vm *vm);

/* How often the VM was put back to what it is when new: by reset, and by
 * whatever restores it. */
uint64_t pkhost_vm_restores(pkhost_vm *vm);

/* A copy of the VM as it is now, or PKHOST_BUSY, PKHOST_NO_MEMORY; the VM as it
 * was then; how large the copy is; and its end. */
typedef struct pkhost_snapshot pkhost_snapshot;
int pkhost_snapshot_take(pkhost_snapshot **snapshot, pkhost_vm *vm);
int pkhost_snapshot_restore(pkhost_snapshot *snapshot, pkhost_vm *vm);
size_t pkhost_snapshot_size(const pkhost_snapshot *snapshot);
void pkhost_snapshot_free(pkhost_snapshot **snapshot);

/* Put the VM back to what it was when new. */
int pkhost_vm_reset(pkhost_vm *vm);

/* Bytes of memory in use by the VM between runs. */
uint64_t pkhost_vm_memory(pkhost_vm *vm);

/* Interrupt every run and wait until the worker threads are gone.  For the
 * end of the process; the engine can be used again afterwards. */
void pkhost_shutdown(void);

/* How many worker threads there are now. */
int pkhost_worker_count(void);

/* For tests: let the VM's `countdown`th request for memory from now on fail
 * (0 turns it off); and check the whole region's bookkeeping, which returns
 * NULL or what is wrong. */
void pkhost_vm_fail_allocation(pkhost_vm *vm, uint64_t countdown);
const char *pkhost_vm_check_region(pkhost_vm *vm);

/* cffi: end */

/* cffi: callbacks
extern "Python+C" int64_t pkhost_host(int64_t token, int32_t function, const char *data,
                                      size_t size, char *reply, size_t room);
*/

/* Implemented by the Python side, called on a worker: run a function of the
 * host's, by its number, or do what enum pkhost_question says.  `data` holds the
 * arguments, as border/values.c packs an array.  Writes a reply to `reply`: a byte of
 * enum pkhost_reply, and what that says.  Returns its size, or a number of enum
 * pkhost_refusal. */
int64_t pkhost_host(int64_t token, int32_t function, const char *data, size_t size, char *reply,
                    size_t room);

#endif
