// A disk that fills, empties, turns read-only or fails to sync, under load: 503 meanwhile, and what was acknowledged
// is kept.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { at_end, scratch_folder, until } from './support/basics.mjs';
import { Gateway } from './support/gateway.mjs';
import { Residents } from './support/residents.mjs';
import { kuulolla, Service } from './support/service.mjs';

const works = (...command) => spawnSync(command[0], command.slice(1)).status === 0;

/// A disk of its own of so many MiB, or null where this machine does not let us mount one.
function small_disk(t, mib) {
  const folder = scratch_folder(t, 'disk');
  if (!works('mount', '-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder)) return null;
  at_end(t, () => execFileSync('umount', ['-l', folder]));
  return folder;
}

/// Writes a file until the disk is full; returns a function that makes room again.
function fill(folder) {
  const ballast = join(folder, 'ballast');
  const file = openSync(ballast, 'w');
  for (const size of [1 << 16, 1 << 12]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      assert.equal(error.code, 'ENOSPC');
    }
  }
  fsyncSync(file);
  closeSync(file);
  return () => rmSync(ballast);
}

async function under_load(t, folder, program) {
  const service = await Service.create(t, folder);
  const gateway = await Gateway.start(t);
  if (program) service.program = program;
  await service.configure(gateway).start();
  const residents = new Residents(t, service);
  residents.start(8);
  await until(() => residents.acknowledged > 50, 'answers come in', 30);
  return { service, residents };
}

/// Waits until so many more answers have been acknowledged.
async function goes_on(service, residents, more = 50) {
  const target = residents.acknowledged + more;
  await until(() => residents.acknowledged > target, () => `answers come in again; log: ${service.log()}`, 30);
}

/// The service is alive, and refuses to acknowledge what it cannot keep.
async function refuses(service) {
  const palaute = () => service.receive({ id: `probe-${Math.random()}`, from: '+358401112233', text: 'palaute' });
  await until(async () => await palaute() === 503, 'a webhook is answered 503', 20);
  assert.equal((await fetch(service.base + '/healthz')).status, 200);
  await until(async () => (await fetch(service.base + '/readyz')).status === 503, 'it says that it is not ready', 20);
}

async function ends_well(service, residents) {
  await residents.stop();
  await service.stop();
  await service.start();
  residents.check(await service.api.answers());
}

test('a disk that fills and empties, three times', async (t) => {
  const folder = small_disk(t, 12);
  if (!folder) return t.skip('needs root and a kernel that mounts a tmpfs');
  const { service, residents } = await under_load(t, folder);
  for (let round = 0; round < 3; round += 1) {
    const make_room = fill(folder);
    await refuses(service);
    const kept = await service.api.answers();
    assert.ok(kept.length >= residents.acknowledged, 'what was acknowledged can be read meanwhile');
    make_room();
    await goes_on(service, residents);
  }
  await ends_well(service, residents);
});

test('a disk that turns read-only and back', async (t) => {
  const folder = small_disk(t, 64);
  if (!folder) return t.skip('needs root and a kernel that mounts a tmpfs');
  const { service, residents } = await under_load(t, folder);
  await service.kill();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  service.launch();
  await until(async () => !service.running || await service.receive(
    { id: 'ro', from: '+358401112233', text: 'palaute' }) === 503, '503 or an end that says why', 20);
  if (!service.running) assert.equal(service.child.exitCode, 2);
  execFileSync('mount', ['-o', 'remount,rw', folder]);
  if (!service.running) await service.start();
  await goes_on(service, residents);
  await ends_well(service, residents);
});

test('a sync that fails', async (t) => {
  const folder = scratch_folder(t, 'sync');
  // -D keeps the program our child; of each thread, the 60th to the 63rd call fail.
  const program = ['strace', '-D', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync',
    '-e', 'inject=fsync,fdatasync:error=EIO:when=60..63', kuulolla];
  if (!works('strace', '-o', '/dev/null', '-e', 'trace=fsync', 'true')) return t.skip('strace may not trace here');
  const { service, residents } = await under_load(t, folder, program);
  await goes_on(service, residents, 300);
  assert.match(service.log(), /store\.\w+.*(io|EIO|disk)/i, 'the operator is told');
  await ends_well(service, residents);
});
