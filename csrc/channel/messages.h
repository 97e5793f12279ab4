/* messages.h -- what a host and a worker say to each other through a lane.
 *
 * The host asks, the worker answers; between RUN and ENDED, the worker speaks by itself.
 * Both are built and installed together, so that nothing here has versions: the zygote's
 * greeting (channel/control.h) tells a worker of another installation.
 *
 *     host                      worker
 *     RUN                   ->
 *                           <-  OUTPUT, CALL, WANT_INPUT, PAUSED   as often as need be
 *     REPLY, GIVE_INPUT     ->                                     to CALL, WANT_INPUT
 *     INSPECT, GO_ON        ->                                     while it is paused
 *                           <-  ENDED
 *     RESET, REBASE, ...    ->
 *                           <-  ANSWER                             to each, one
 *
 * Each type says what its `detail` is and what follows the head.  Structs are in the
 * layout of the machine.  A *text* is a size in a struct; the texts of a message follow its
 * struct, in the order of the sizes, without gaps.
 */
#ifndef PKHOST_CHANNEL_MESSAGES_H
#define PKHOST_CHANNEL_MESSAGES_H

#include <stdint.h>

enum message_type {
    /* ---- from the host */

    /* Begin a run: struct run_message, and its texts.  If it cannot begin: ANSWER, with what
     * pkhost_vm_start() answered as detail, and nothing else. */
    MESSAGE_RUN = 1,
    /* Go on after a pause: struct go_on_message. */
    MESSAGE_GO_ON,
    /* What a function of the host's answered: its reply (pkhost_host() of pkhost.h).
     * detail: 0, or PKHOST_REPLY_STOP. */
    MESSAGE_REPLY,
    /* More input; nothing is its end.  To a run that has ended since it wanted some, this
     * says nothing. */
    MESSAGE_GIVE_INPUT,
    /* To a paused run: end now.  It comes with LANE_WISH_INTERRUPT, by which the run may have
     * ended already: then this says nothing, and neither does a GO_ON. */
    MESSAGE_STOP,
    /* To a paused run: ANSWER, with the sizes of the traceback and of the variables
     * (uint64_t each) and both.  detail of the answer: PKHOST_DONE or PKHOST_NOT_PAUSED. */
    MESSAGE_INSPECT,

    /* Between runs; each is answered by ANSWER, with a code of enum pkhost_answer as
     * detail and what is said here. */
    MESSAGE_RESET,           /* put the VM back to what it is when new */
    MESSAGE_REBASE,          /* take it for what it is when new */
    MESSAGE_TAKE_IMAGE,      /* the answer: an image (engine/memory/image.h) as bytes */
    MESSAGE_PUT_IMAGE,       /* followed by an image: put the VM back to that.  detail: 1: and
                              * take it for what it is when new */
    MESSAGE_MEMORY,          /* the answer: uint64_t, bytes in use */
    MESSAGE_FAIL_ALLOCATION, /* uint64_t: pkhost_vm_fail_allocation() */
    MESSAGE_CHECK_REGION,    /* the answer: nothing, or what is wrong */
    MESSAGE_END,             /* no answer: the VM has no more use; end */
    MESSAGE_NEW_VM,          /* of a group: struct new_vm_message, and the policy; the
                              * answer: nothing, or (detail PKHOST_NO_MEMORY) why not */

    /* ---- from the worker */

    /* Some output.  detail: enum pkhost_stream.  Some KiB are kept until there is more, or
     * the run pauses, wants input or ends, unless `stream_output` is set. */
    MESSAGE_OUTPUT = 64,
    /* The script reads, and there is no input left. */
    MESSAGE_WANT_INPUT,
    /* Call a function of the host's, or find a module: detail: its number, or enum
     * pkhost_question; followed by the arguments (a MessagePack array), or the file's
     * name.  Answered by REPLY. */
    MESSAGE_CALL,
    /* The run is paused. */
    MESSAGE_PAUSED,
    /* The run has ended: struct ended_message, and its texts. */
    MESSAGE_ENDED,
    /* detail: enum pkhost_answer. */
    MESSAGE_ANSWER,
};

/* pkhost_request, without what is the host's own matter. */
struct run_message {
    uint64_t run; /* its number, for `wished_run` */
    int64_t steps;
    uint64_t memory;
    int64_t stdout_limit, stderr_limit;
    int64_t wall_time, cpu_time;
    int64_t slice;
    int64_t seed, start_time;
    uint64_t files_quota;
    int32_t kind, recursion;
    uint8_t input_on_demand, deterministic, want_value, interactive;
    uint8_t spare_host_time, has_importer, has_functions, reset_after;
    uint8_t stream_output; /* output is to be sent as soon as there is some */
    uint8_t unused[7];
    uint64_t source, filename, payload, input, files; /* texts */
};

struct go_on_message {
    int64_t steps;
    uint8_t by_line;
    uint8_t unused[7];
};

/* pkhost_outcome, whose members say what these are.  Output that was not sent by then
 * was sent as OUTPUT just before. */
struct ended_message {
    int64_t exit_code;
    int64_t steps, wall_time, cpu_time;
    uint64_t peak_memory;
    uint64_t stdout_total, stderr_total;
    int64_t host_error;
    int32_t status, limit;
    uint8_t restored, exited, exit_said, has_value;
    uint8_t unused[4];
    uint64_t value, files, refused, error_type, error_message, traceback, error_text; /* texts */
};

struct new_vm_message {
    uint64_t memory;
    int32_t dialect; /* enum pkhost_dialect */
    uint8_t unused[4];
    uint64_t policy; /* a text */
};

#endif
