const { initializeApp } = require('firebase-admin/app');
const { getFirestore } = require('firebase-admin/firestore');
const { onValueWritten } = require('firebase-functions/v2/database');

// The minimum with Firebase's libraries: one function with one write.

const app = initializeApp();

exports.onUserStatusChanged = onValueWritten('/status/{uid}', async ({ params, data }) => {
  await getFirestore(app).collection('status').doc(params.uid).set(data.after.val());
});
