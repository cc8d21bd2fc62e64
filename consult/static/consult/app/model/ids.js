// Public ids: 22 characters of base64url. The same alphabet carries bytes in JSON.

export const ID = /^[A-Za-z0-9_-]{22}$/;
