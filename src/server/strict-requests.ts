import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createProtocolError } from './errors.ts';

/**
 * Takes only requests that a foreign page cannot send without asking first: a form's content types are
 * refused (they need no preflight), and what cannot be read is the client's error, not a fault of ours.
 */
export function useStrictRequests(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (isForm(request.headers.get('content-type'))) {
        const message = 'Send operations as application/json; forms are not accepted.';
        throw createProtocolError('BAD_REQUEST', message, { status: 415 });
      }
      if (requestParser === undefined) return;
      setRequestParser(async (incoming) => {
        try {
          return await requestParser(incoming);
        } catch (error) {
          if (error instanceof GraphQLError || !(error instanceof SyntaxError)) throw error;
          throw createProtocolError('BAD_REQUEST', 'The variables or extensions in the address are not JSON.');
        }
      });
    },
  };
}

const isForm = (contentType: string | null): boolean =>
  /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(contentType ?? '');
