import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from '../errors.ts';
import { createProtocolError } from './errors.ts';

/**
 * Takes only requests that a foreign page cannot send without asking first: a form's content types are
 * refused (they need no preflight), and what cannot be read is the client's error, not a fault of ours.
 * Every refusal has a body that says so.
 */
export function useStrictRequests(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method !== 'GET' && request.method !== 'POST') return;
      const contentType = request.headers.get('content-type');
      if (requestParser === undefined || isForm(contentType)) throw refuseContentType(contentType);
      setRequestParser(async (incoming) => {
        try {
          return await requestParser(incoming);
        } catch (error) {
          if (error instanceof GraphQLError || !(error instanceof SyntaxError)) throw error;
          throw createProtocolError('BAD_REQUEST', 'The variables or extensions in the address are not JSON.');
        }
      });
    },
    onResultProcess({ resultProcessor, acceptableMediaTypes, setResultProcessor }) {
      if (resultProcessor !== undefined) return;
      const message = `The answer can be had as ${[...new Set(acceptableMediaTypes)].join(', ')}; accept one of them.`;
      setResultProcessor((_result, { Response }) => sendNotAcceptable(Response, message), 'application/json');
    },
  };
}

const isForm = (contentType: string | null): boolean =>
  /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(contentType ?? '');

function refuseContentType(contentType: string | null): GraphQLError {
  const found = isForm(contentType)
    ? 'forms are'
    : contentType === null
      ? 'a body without a type is'
      : 'other types are';
  return createProtocolError('BAD_REQUEST', `Send operations as application/json; ${found} not accepted.`, {
    status: 415,
  });
}

// Nothing that the client accepts could carry the reason; JSON tells a person at least (RFC 9110, 15.5.7).
function sendNotAcceptable(Body: typeof Response, message: string): Response {
  const code = 'BAD_REQUEST' satisfies ErrorCode;
  return new Body(JSON.stringify({ errors: [{ message, extensions: { code } }] }), {
    status: 406,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
  });
}
