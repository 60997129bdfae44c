#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int credentials(int socket, struct ucred *result) {
  socklen_t size = sizeof *result;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, result, &size);
}

int joinery_peer_user(int socket, uid_t *user) {
  struct ucred peer;
  if (credentials(socket, &peer) != 0) return -1;
  *user = peer.uid;
  return 0;
}

int joinery_peer_process(int socket, pid_t *process) {
  struct ucred peer;
  if (credentials(socket, &peer) != 0) return -1;
  *process = peer.pid;
  return 0;
}

static int address_of(const char *path, struct sockaddr_un *address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (strlen(path) >= sizeof address->sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address->sun_path, path);
  return 0;
}

static int close_failed(int socket) {
  int saved = errno;
  close(socket);
  errno = saved;
  return -1;
}

int joinery_listen_unix(const char *path, int backlog) {
  struct sockaddr_un address;
  if (address_of(path, &address) != 0) return -1;
  int result = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (result < 0) return -1;
  mode_t mask = umask(0077);
  int bound = bind(result, (struct sockaddr *)&address, sizeof address);
  umask(mask);
  if (bound != 0 || listen(result, backlog) != 0) return close_failed(result);
  return result;
}

int joinery_accept(int socket) {
  int result;
  do result = accept4(socket, NULL, NULL, SOCK_CLOEXEC);
  while (result < 0 && (errno == EINTR || errno == ECONNABORTED));
  return result;
}

int joinery_connect_unix(const char *path) {
  struct sockaddr_un address;
  if (address_of(path, &address) != 0) return -1;
  int result = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (result < 0) return -1;
  int connected;
  do connected = connect(result, (struct sockaddr *)&address, sizeof address);
  while (connected != 0 && errno == EINTR);
  return connected == 0 ? result : close_failed(result);
}

int joinery_socket_pair(int sockets[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets); }

void joinery_name_thread(const char *name) {
  char kept[16] = { 0 };
  strncpy(kept, name, sizeof kept - 1);
  pthread_setname_np(pthread_self(), kept);
}
