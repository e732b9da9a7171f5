import { useState } from 'react';
import { Provider } from 'urql';
import { expect, it } from 'vitest';
import { CreateOrganisationDocument } from '../../graphql/graphql.js';
import { type Answer, render, serve, sessionOf } from '../../member/testing.js';
import { createApi } from '../../shared/client.js';
import { startSession } from '../../shared/session.js';
import { Refused } from './states/Refused.js';
import { useCommand } from './useCommand.js';

function Form() {
  const [name, setName] = useState('Chi bộ bản Lùng');
  const { run, refusal } = useCommand(CreateOrganisationDocument);
  const input = { parentId: 'p', name, kind: 'CELL' as const, from: '2026-12-01' };
  return (
    <>
      <label htmlFor="name">Tên</label>
      <input id="name" value={name} onChange={event => setName(event.currentTarget.value)} />
      <button type="button" onClick={() => void run(clientMutationId => ({ input: { ...input, clientMutationId } }))}>
        Thêm
      </button>
      <Refused error={refusal} shown={['code']} />
    </>
  );
}

async function openForm(answer: () => Answer) {
  const asked = serve({
    refreshSession: () => ({ data: { refreshSession: sessionOf() } }),
    createOrganisation: answer,
  });
  await startSession();
  const screen = await render(
    <Provider value={createApi()}>
      <Form />
    </Provider>,
  );
  const inputs = () =>
    asked
      .filter(one => one.operation === 'CreateOrganisation')
      .map(one => one.variables['input'] as { name: string; clientMutationId: string });
  return { screen, inputs };
}

it('sent again after a lost answer it is the same wish; with other words it is another one', async () => {
  let answer: Answer = 'no network';
  const { screen, inputs } = await openForm(() => answer);
  await screen.press('Thêm');
  expect(screen.text()).toContain('Không kết nối được');
  answer = { data: { createOrganisation: { id: 'o1', name: 'x' } } };
  await screen.press('Thêm');
  await screen.type('Tên', 'Chi bộ bản Mường');
  await screen.press('Thêm');
  const [lost, again, other] = inputs();
  expect(again).toEqual(lost);
  expect(other?.name).toBe('Chi bộ bản Mường');
  expect(other?.clientMutationId).not.toBe(lost?.clientMutationId);
});

it('after it succeeded the same words are a new wish', async () => {
  const { screen, inputs } = await openForm(() => ({ data: { createOrganisation: { id: 'o1', name: 'x' } } }));
  await screen.press('Thêm');
  await screen.press('Thêm');
  const [first, second] = inputs();
  expect(first?.clientMutationId).not.toBe(second?.clientMutationId);
});

it('a refusal keeps what was typed, and says what no field of the form shows itself', async () => {
  const refusal = {
    code: 'BAD_USER_INPUT',
    reason: 'INPUT_INVALID',
    message: 'Thông tin nhập chưa đúng.',
    fields: [
      { path: 'input.code', reason: 'Mã gồm năm phần.' },
      { path: 'input.parentId', reason: 'Không có tổ chức này.' },
    ],
  };
  const { screen } = await openForm(() => refusal);
  await screen.type('Tên', 'Chi bộ bản Mường');
  await screen.press('Thêm');
  expect(screen.text()).toContain('Thông tin nhập chưa đúng.');
  expect(screen.text()).toContain('Không có tổ chức này.');
  expect(screen.text()).not.toContain('Mã gồm năm phần.');
  expect(screen.element.querySelector('input')?.value).toBe('Chi bộ bản Mường');
});
