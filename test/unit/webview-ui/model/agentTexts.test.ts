import assert from 'node:assert/strict';
import type { AgentState, AgentStatus } from '../../../../src/protocol/agents.ts';
import { agentText, groupAgents } from '../../../../webview-ui/src/model/agentTexts.ts';

function agent(state: AgentState, changes: Partial<AgentStatus> = {}): AgentStatus {
  return {
    id: state,
    name: state,
    state,
    isFound: state !== 'not found',
    files: [],
    canConnect: true,
    canDisconnect: false,
    steps: [],
    ...changes,
  };
}

describe('the page of agents', () => {
  it('tells a connection of ours from one by hand, and an old address from a foreign one', () => {
    const address = 'http://127.0.0.1:1/v1';
    assert.equal(agentText(agent('connected', { canDisconnect: true })).text, 'Connected');
    assert.equal(agentText(agent('connected')).text, 'Connected by hand');
    const old = agentText(agent('elsewhere', { address, canDisconnect: true }));
    assert.deepEqual([old.tone, old.text], ['warn', `Connected to ${address}, where the gateway is no more`]);
    assert.equal(agentText(agent('elsewhere', { address })).text, `Uses ${address}`);
  });

  it('says which line of a file is wrong', () => {
    assert.equal(agentText(agent('unreadable', { problem: 'line 3' })).text, 'line 3');
  });

  it('lists those on this machine first, also when only their files are there', () => {
    const connected = agent('connected', { isFound: false });
    const { here, others } = groupAgents([agent('not found'), agent('found'), connected]);
    assert.deepEqual(
      [here.map(({ id }) => id), others.map(({ id }) => id)],
      [['found', 'connected'], ['not found']],
    );
  });
});
