// Our own API, as a visiting system uses it: invitations in, answers out.
import assert from 'node:assert/strict';

export class Api {
  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  request(path, options = {}) {
    const headers = { authorization: `Bearer ${this.token}`, ...options.headers };
    return fetch(this.base + path, { ...options, headers });
  }

  /// POST /api/v1/invitations with sensible values for what is not given. Returns {status, body}.
  async invite(invitation) {
    const body = JSON.stringify({
      script: 'post-visit', channel: 'sms', language: 'fi',
      given: { unit: 'Tesoman hyvinvointikeskus', visited: days_ago(1) },
      ...invitation,
    });
    const headers = { 'content-type': 'application/json' };
    const response = await this.request('/api/v1/invitations', { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  }

  /// GET /api/v1/answers, read as its lines are.
  async answers(script = 'post-visit') {
    const response = await this.request(`/api/v1/answers?script=${script}&since=2020-01-01`);
    assert.equal(response.status, 200);
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line));
  }

  /// What one resident answered: {question: value}, the last one where it was replaced.
  async answers_of(resident, script = 'post-visit') {
    const own = (await this.answers(script)).filter((answer) => answer.resident === resident);
    return Object.fromEntries(own.map((answer) => [answer.question, answer.value]));
  }

  /// One figure of /metrics: the sum over all its labels, or of the lines that have `labels` in them.
  async metric(name, ...labels) {
    const text = await (await fetch(this.base + '/metrics')).text();
    const lines = text.split('\n').filter((line) => line.split(/[{ ]/)[0] === name);
    const chosen = lines.filter((line) => labels.every((label) => line.includes(label)));
    return chosen.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}

/// A local date, so many days back.
export const days_ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
