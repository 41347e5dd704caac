#!/usr/bin/env python3
"""Token introspection (RFC 7662) for Dovecot. introspect.py LOG; prints "ready PORT"; tokens are made of words:
tok-USER valid for USER@mail.test; anything else inactive; 'err-500' HTTP 500; 'slow-N' waits N s.
Every request adds one line to LOG, so a test can count them."""
import http.server, json, sys, time, urllib.parse
class H(http.server.BaseHTTPRequestHandler):
    def do_POST(s):
        t = urllib.parse.parse_qs(s.rfile.read(int(s.headers.get('content-length') or 0)).decode()).get('token', [''])[0]
        with open(sys.argv[1], 'a') as log: log.write(t + '\n')
        if t.startswith('slow-'): time.sleep(float(t[5:]))
        user = t[4:] + '@mail.test' if t.startswith('tok-') else None
        body = json.dumps({'active': True, 'username': user, 'scope': 'imap smtp'} if user else {'active': False}).encode()
        s.send_response(500 if t == 'err-500' else 200)
        s.send_header('content-type', 'application/json'); s.send_header('content-length', str(len(body)))
        s.end_headers(); s.wfile.write(body)
    def log_message(s, *a): pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), H)
print('ready', server.server_address[1], flush=True)
server.serve_forever()
