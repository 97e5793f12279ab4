/* signals.c - signals that a program sends, where only the supervisor can tell whether
 * the receiver is the program's own.
 *
 * A host that is not root, on a machine without process namespaces for it and with
 * a kernel before Linux 6.12 (Landlock's scope): program and host are one user, and
 * the kernel lets them signal each other.  The filter cannot know whose a process
 * id is, as any thread of the host's has one.  So the filter has the kernel stop the
 * caller and ask the supervisor, which looks at the tree of processes and lets pass
 * what is for one of the program's.  What decides are numbers in registers, which no
 * other thread can change meanwhile.
 *
 * Letting it pass means to send it: the receiver sees the supervisor as the sender.
 * If the caller went on to send it itself, it could first be kept from running until
 * the receiver's number is another process's.  Two callers have to do it themselves all
 * the same, as they may less than the supervisor: one of another user, and any on a
 * kernel where Landlock has a scope, which this run could have, but was not to. */
#include "watch/signals.h"

#include <linux/ioctl.h>
#include <linux/seccomp.h>

#include "base/files.h"
#include "confine/text.h"
#include "confine/landlock.h"
#include "watch/tree.h"

/* That no process has a number is no secret, and programs wait for that answer. */
static long refusal(long to) { return SYS2(__NR_kill, to, 0) == -ESRCH ? -ESRCH : -EPERM; }

/* Whether the program may: 0 or an errno.  Sends it, too, if that is wanted. */
static long decide(const struct run *run, const struct seccomp_data *call, bool send)
{
    /* As the kernel takes them: 32 bits, signed. */
    const int first = (int)call->args[0], second = (int)call->args[1], third = (int)call->args[2];

    if (first == INT32_MIN) /* has no group of the same number */
        return -ESRCH;
    if (call->nr == __NR_kill && first < -1)
        return !tree_has_group(run->supervisor, -first) ? refusal(first)
               : send                                   ? sys_kill_group(-first, second)
                                                        : 0;
    if (first <= 0) /* -1 and 0 are the filter's */
        return -EINVAL;
    if (!tree_has(run->supervisor, first))
        return refusal(first);
    if (!send)
        return 0;
    switch (call->nr) {
    case __NR_kill: return sys_kill(first, second);
    case __NR_tgkill: return SYS3(__NR_tgkill, first, second, third);
    case __NR_tkill: return SYS2(__NR_tkill, first, second);
    default: return -EPERM;
    }
}

/* Whether the supervisor may do whatever the caller may. */
static bool may_stand_in_for(const struct run *run, uint32_t caller)
{
    char path[64], text[1024];
    const char *users;

    if (landlock_version() >= LANDLOCK_HAS_SCOPED)
        return false;
    process_path(path, sizeof path, (int)caller, "/status");
    if (file_read(SYS_AT_FDCWD, path, text, sizeof text) <= 0)
        return false;
    users = text_after_line_start(text, "Uid:");
    if (users == NULL)
        return false;
    for (int user = 0; user < 4; user++) /* real, effective, saved, file system's */
        if (text_number(&users) != run->user_of_host)
            return false;
    return true;
}

bool signals_answer(const struct run *run, bool can_be_read)
{
    struct seccomp_notif question;
    struct seccomp_notif_resp answer = { 0 };
    long error;

    if (!can_be_read) /* all that could ask have ended */
        return false;
    memset(&question, 0, sizeof question);
    error = SYS3(__NR_ioctl, run->filter_questions_fd, SECCOMP_IOCTL_NOTIF_RECV, &question);
    if (error < 0) /* ENOENT: the one that asked was killed; another may ask */
        return error == -ENOENT || error == -EINTR;
    answer.id = question.id;
    if (may_stand_in_for(run, question.pid)) {
        answer.error = (int32_t)decide(run, &question.data, true);
    } else {
        answer.error = (int32_t)decide(run, &question.data, false);
        if (answer.error == 0)
            answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    }
    SYS3(__NR_ioctl, run->filter_questions_fd, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    return true;
}
